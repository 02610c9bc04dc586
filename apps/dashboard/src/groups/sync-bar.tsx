import type { Group } from "@fleethub/api";
import { syncParts, syncWords } from "./group-words";

/** The smallest share of a bar that an eye still sees. */
const SEEN_MIN = 0.03;

/** How a group's members stand to what is wanted of them: a bar that begins with what is well, and the words. */
export function SyncBar({ group }: { group: Pick<Group, "agents" | "syncs"> }) {
  const parts = [...syncParts(group.syncs)].reverse();
  return (
    <span className="mini">
      <span className="bar" aria-hidden="true">
        {parts.map(({ tone, agents, query }) => (
          <i
            key={query}
            className={`bg-${tone}`}
            style={{ flex: Math.max(SEEN_MIN, agents / Math.max(1, group.agents)) }}
          />
        ))}
      </span>
      <span className="small soft nowrap">{syncWords(group)}</span>
    </span>
  );
}
