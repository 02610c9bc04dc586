import type { AgentId, Millis } from "@fleethub/fleet";
import type { Ids, Write } from "../ports.js";

/** What an agent's history says of a change of its group. */
export function groupEntry(
  { ids, now }: { readonly ids: Ids; readonly now: Millis },
  id: AgentId,
  from: string | null,
  to: string | null,
): Write {
  const summary =
    to === null
      ? `Left the group ${from ?? ""}; no other takes it`
      : from === null
        ? `Came to the group ${to}`
        : `Came from the group ${from} to ${to}`;
  const detail = { from, to };
  const entry = { id: ids.uuidv7(), at: now, kind: "group-changed", summary, detail };
  return { kind: "add-timeline", id, entries: [entry] };
}
