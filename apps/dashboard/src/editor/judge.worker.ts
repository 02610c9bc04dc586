import { loadCatalogue } from "@fleethub/collector-config";
import { judge } from "./judge";
import type { JudgeAnswer, JudgeTask } from "./judging";

self.addEventListener("message", ({ data }: MessageEvent<JudgeTask>) => {
  const { id, text, against, catalogueVersion } = data;
  void loadCatalogue(catalogueVersion)
    .catch(() => null)
    .then((catalogue) => {
      const answer: JudgeAnswer = { id, judged: judge(text, against, catalogue) };
      self.postMessage(answer, { transfer: [] });
    });
});
