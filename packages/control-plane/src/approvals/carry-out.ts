import type { ApprovalOutcome, ApprovalRecord } from "../model.js";
import type { Write } from "../ports.js";
import type { Plan, VerbContext } from "../verbs/verb.js";
import { recordedAs } from "./parties.js";
import { auditedRequest, ended, setRequest } from "./record.js";
import type { ApprovalAnswer } from "./requests.js";

/** Does what was asked for and ends the request, in one commit; its audit entries name the approval. */
export function carriedOut(
  ctx: VerbContext,
  verb: string,
  record: ApprovalRecord,
  plan: Plan,
  said: Pick<ApprovalOutcome, "by" | "text"> & { readonly kind: "approved" | "break-glass" },
): Plan<ApprovalAnswer> {
  const { id, number, hash } = record;
  const approval = { id, number, hash, by: recordedAs(said.by), how: said.kind } as const;
  const writes = plan.changes.writes.map(
    (write): Write =>
      write.kind === "add-audit" ? { ...write, entry: { ...write.entry, approval } } : write,
  );
  const request = ended(record, { ...said, at: ctx.now, result: resultOf(writes) });
  const audit = auditedRequest(ctx, verb, request, { text: said.text });
  return {
    ...plan,
    changes: { writes: [...writes, setRequest(request), audit] },
    value: { kind: "done", request: { ...request, version: record.version + 1 } },
    approved: approval,
  };
}

/** What the first entry about it names. */
function resultOf(writes: readonly Write[]): ApprovalOutcome["result"] {
  for (const write of writes) if (write.kind === "add-audit") return write.entry.resource;
  return null;
}
