import { judge, partsFor } from "./judge";
import type { JudgeAnswer, JudgeTask } from "./judging";

self.addEventListener("message", ({ data }: MessageEvent<JudgeTask>) => {
  const { id, text, against, catalogueVersion } = data;
  void partsFor(against, catalogueVersion).then((parts) => {
    const answer: JudgeAnswer = { id, judged: judge(text, against, parts) };
    self.postMessage(answer, { transfer: [] });
  });
});
