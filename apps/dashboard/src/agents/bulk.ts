import type { AgentRow, BulkAnswer, Facets } from "@fleethub/api";
import { answered, hub, problemOf } from "../data/hub";
import { type Selection, selectedCount } from "../parts/fleet-grid/selection";
import { toast } from "../parts/toast";
import { count, plural } from "../words/format";

/** Whom a bulk act is about, as it stands on the screen. */
export interface BulkTarget {
  readonly selection: Selection;
  readonly query: string;
  readonly total: number;
}

/** The act and what it needs; the words of the contract. */
export type BulkAct =
  | { readonly verb: "label"; readonly input: { readonly labels: Record<string, string | null> } }
  | {
      readonly verb: "pin";
      readonly input:
        | { readonly configuration: string; readonly revision: number; readonly force: boolean }
        | { readonly local: true };
    }
  | { readonly verb: "unpin" | "restart" | "refresh" | "approve" | "forget" | "offer-again" };

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

/** Asks the hub, and says what was asked and what was refused. True where the hub took it. */
export async function runBulk(target: BulkTarget, act: BulkAct, asked: string): Promise<boolean> {
  const expectedAgents = selectedCount(target.selection, target.total);
  const whom =
    target.selection.kind === "all"
      ? { query: target.query }
      : { uids: [...target.selection.uids] };
  try {
    const answer = await answered(hub.bulkAgents({ body: { ...whom, ...act, expectedAgents } }));
    say(answer, asked);
    return true;
  } catch (error) {
    const problem = problemOf(error);
    toast({ tone: "bad", title: problem.title, detail: problem.detail });
    return false;
  }
}

function say(answer: BulkAnswer, asked: string): void {
  const same = answer.unchanged > 0 ? `${count(answer.unchanged)} were already so. ` : "";
  const first = answer.refused[0];
  if (first === undefined) {
    toast({ title: `${asked} ${plural(answer.done, "agent")}`, ...(same ? { detail: same } : {}) });
    return;
  }
  const why = answer.refused.length === 1 ? first.detail : `First reason: ${first.detail}`;
  toast({
    tone: answer.done === 0 ? "bad" : "warn",
    title: `${asked} ${plural(answer.done, "agent")}, ${count(answer.refused.length)} refused`,
    detail: `${same}${why}`,
  });
}
