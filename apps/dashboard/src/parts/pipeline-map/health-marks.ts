import type { HealthNode } from "@fleethub/api";
import { statusMark, statusWord } from "../../words/component-status";
import type { BoxFacts } from "./drawn";

type Reported = Pick<HealthNode, "path" | "status" | "healthy" | "children">;

/**
 * Marks of components from the health tree as reported: `pipeline:traces` holds `exporter:otlp`. What the tree
 * does not name has the mark of what is not known. A status that wants a look is said under the name.
 */
export function healthFacts(root: Reported): BoxFacts {
  const found = new Map<string, Reported>();
  for (const pipeline of root.children) {
    for (const one of pipeline.children) {
      found.set(`${pipeline.path.at(-1)} ${one.path.at(-1)}`, one);
    }
  }
  return (pipeline, role, id) => {
    const at = (kind: string) => found.get(`pipeline:${pipeline} ${kind}:${id}`);
    const one = at(role) ?? at("connector");
    if (one === undefined) return { mark: "unknown" };
    const mark = statusMark(one);
    if (mark === "healthy" || mark === "unknown") return { mark };
    const trouble = mark === "unhealthy" ? "bad" : "warn";
    return { mark, trouble, caption: statusWord(one).toLowerCase() };
  };
}
