import { keysOf } from "../../parse/path-link.js";
import { writtenIn } from "../../redact/from-tree.js";
import { REDACTED } from "../../redact/marker.js";
import type { Judged, Judgement } from "../judgement.js";
import type { PolicySubject } from "../subject.js";

/** No secret is written out; where it was redacted, it cannot be told whether it had been. */
export function judgeSecrets(subject: PolicySubject): Judged {
  const { config } = subject;
  const judgements = writtenIn(config).flatMap((each): Judgement[] => {
    const redacted = each.node?.source.trim() === REDACTED;
    if (each.replacement === undefined && !redacted) return [];
    const path = keysOf(each.link);
    const where = {
      signal: null,
      steps: [],
      place: config.lines.place(each.offset, each.end),
      path,
    };
    if (redacted)
      return [
        {
          ...where,
          verdict: "cannot-tell",
          message: `${path.join(".")} was redacted, so nobody can see where it comes from`,
          remedy: "Judge the text that was written, not the one that was reported.",
        },
      ];
    return [
      {
        ...where,
        verdict: "broken",
        message: `${path.join(".")} holds a secret in plain text`,
        remedy: "Take it from the environment: ${env:NAME}.",
      },
    ];
  });
  return { judgements, incomplete: null };
}
