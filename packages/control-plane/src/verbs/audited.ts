import type { AuditEntry } from "../model.js";
import type { Write } from "../ports.js";
import type { VerbContext } from "./verb.js";

/** The audit entry that a write verb commits together with its effect. */
export function audited(
  ctx: Pick<VerbContext, "actor" | "now" | "ids">,
  action: string,
  resource: AuditEntry["resource"],
  before: unknown,
  after: unknown,
  more: Partial<Pick<AuditEntry, "id" | "follows" | "configHash" | "agents">> = {},
): Write {
  const { actor, now: at } = ctx;
  return {
    kind: "add-audit",
    entry: { id: ctx.ids.uuidv7(), at, actor, action, resource, before, after, ...more },
  };
}
