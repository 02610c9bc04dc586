import { type ConfigNode, descend } from "../../parse/tree.js";
import type { Outcome } from "../consequence.js";
import { isBool } from "./leaves.js";
import { about, type Touched } from "./touched.js";

type Part = "queue" | "retry" | "queue-storage";

/** Whether an exporter's options leave a part on; what is not written is on, storage excepted. */
const PARTS: Readonly<Record<Part, (body: ConfigNode) => boolean>> = {
  queue: (body) => !isBool(descend(body, ["sending_queue", "enabled"]), false),
  retry: (body) => !isBool(descend(body, ["retry_on_failure", "enabled"]), false),
  "queue-storage": (body) => {
    const storage = descend(body, ["sending_queue", "storage"]);
    return storage?.kind === "scalar" && storage.type === "text" && PARTS.queue(body);
  },
};

/** Exporters that keep or repeat less, or more, of what could not be delivered. */
export function deliveryOutcomes(touched: readonly Touched[]): readonly Outcome[] {
  return touched.flatMap((one) => {
    const { class: kind, before, after } = one;
    if (kind !== "exporter" || before === undefined || after === undefined) return [];
    return (["queue", "queue-storage", "retry"] as const).flatMap((part): readonly Outcome[] => {
      const [was, is] = [PARTS[part](before.body), PARTS[part](after.body)];
      // A queue that went took its storage along: once is enough.
      const told = part === "queue-storage" && PARTS.queue(before.body) !== PARTS.queue(after.body);
      if (was === is || told) return [];
      return [{ kind: was ? "delivery-weakened" : "delivery-strengthened", ...about(one), part }];
    });
  });
}
