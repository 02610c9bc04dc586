import { loadCatalogue } from "@fleethub/collector-config";
import { judge } from "./judge";
import type { JudgeAnswer, JudgeTask } from "./judging";

// What a worker's scope has of a window's, as far as it is needed here.
const scope: {
  addEventListener(kind: "message", heard: (event: MessageEvent<JudgeTask>) => void): void;
  postMessage(answer: JudgeAnswer, transfer: Transferable[]): void;
} = self;

scope.addEventListener("message", ({ data: { id, text, against, catalogueVersion } }) => {
  void loadCatalogue(catalogueVersion)
    .catch(() => null)
    .then((catalogue) => scope.postMessage({ id, judged: judge(text, against, catalogue) }, []));
});
