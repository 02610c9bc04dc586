import type {
  AgentRow,
  ApiProblem,
  BulkAnswer,
  ConnectionBody,
  Facets,
  PreviewRequest,
  VariableValue,
} from "@fleethub/api";
import { askInstead } from "../approvals/ask-instead";
import { hub } from "../data/hub";
import { type Selection, selectedCount } from "../parts/fleet-grid/selection";
import { tellRefusal, toast } from "../parts/toast";
import { count, plural } from "../words/format";

/** Whom a bulk act is about, as it stands on the screen. */
export interface BulkTarget {
  readonly selection: Selection;
  readonly query: string;
  readonly total: number;
}

/** The act and what it needs; the words of the contract. */
export type BulkAct =
  | {
      readonly verb: "label";
      readonly input:
        | { readonly labels: Record<string, string | null> }
        | { readonly variables: Record<string, VariableValue | null> };
    }
  | { readonly verb: "move-to-group"; readonly input: { readonly group: string } }
  | { readonly verb: "connection"; readonly input: ConnectionBody }
  | {
      readonly verb: "pin";
      readonly input:
        | { readonly configuration: string; readonly revision: number; readonly force: boolean }
        | { readonly local: true };
    }
  | { readonly verb: "revoke"; readonly input: { readonly reason: string } }
  | {
      readonly verb:
        | "unpin"
        | "restart"
        | "refresh"
        | "approve"
        | "forget"
        | "offer-again"
        | "readmit"
        | "rotate-credential";
    };

/** Who gets it now and who later: `2 get it now, 1 on reconnect`. */
export function reachOf(
  target: BulkTarget,
  rows: readonly AgentRow[],
  facets: Facets | undefined,
): string {
  const all = selectedCount(target.selection, target.total);
  const { selection } = target;
  const now =
    selection.kind === "all"
      ? (facets?.facets["presence"]?.find(({ value }) => value === "connected")?.count ?? 0)
      : rows.filter((row) => selection.uids.has(row.uid) && row.presence === "connected").length;
  if (now >= all) return "All connected.";
  return `${count(now)} ${now === 1 ? "gets" : "get"} it now, ${count(all - now)} on reconnect.`;
}

/** Whom the hub is to reach: everything that matches, or those that are named. */
function whomOf(target: BulkTarget): { readonly query: string } | { readonly uids: string[] } {
  return target.selection.kind === "all"
    ? { query: target.query }
    : { uids: [...target.selection.uids] };
}

/** The dry run of an act on the selection. */
export function dryRunOf(target: BulkTarget, act: BulkAct): PreviewRequest {
  return { verb: "bulk", input: { ...whomOf(target), ...act } };
}

/** Asks the hub and says what was asked. Answers its refusal; null where it took it, or where approval is asked instead. */
export async function askBulk(
  target: BulkTarget,
  act: BulkAct,
  asked: string,
): Promise<ApiProblem | null> {
  const expectedAgents = selectedCount(target.selection, target.total);
  const result = await hub.bulkAgents({ body: { ...whomOf(target), ...act, expectedAgents } });
  if (result.ok) say(result.data, asked);
  else if (!askInstead(result.problem, dryRunOf(target, act))) return result.problem;
  return null;
}

/** As {@link askBulk}, with the refusal told at the edge of the page. False where there was one. */
export async function runBulk(target: BulkTarget, act: BulkAct, asked: string): Promise<boolean> {
  const refused = await askBulk(target, act, asked);
  tellRefusal(refused);
  return refused === null;
}

function say(answer: BulkAnswer, asked: string): void {
  const same = answer.unchanged > 0 ? `${count(answer.unchanged)} were already so. ` : "";
  const opened =
    answer.opened === null
      ? ""
      : `Rollout ${answer.opened.number} brings to them what they are to run, wave by wave. `;
  const first = answer.refused[0];
  if (first === undefined) {
    const detail = `${same}${opened}`.trim();
    toast({ title: `${asked} ${plural(answer.done, "agent")}`, ...(detail ? { detail } : {}) });
    return;
  }
  const why = answer.refused.length === 1 ? first.detail : `First reason: ${first.detail}`;
  toast({
    tone: answer.done === 0 ? "bad" : "warn",
    title: `${asked} ${plural(answer.done, "agent")}, ${count(answer.refused.length)} refused`,
    detail: `${same}${opened}${why}`,
  });
}
