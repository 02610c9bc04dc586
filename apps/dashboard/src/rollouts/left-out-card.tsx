import type { LeftOut } from "@fleethub/api";
import { agentsHref } from "../configurations/addresses";
import { term } from "../data/query-text";
import { Card } from "../parts/card";
import { plural } from "../words/format";
import { Link } from "../parts/link";

/** Agents of the groups that are no members, and why. Nothing where there are none. */
export function LeftOutCard({ leftOut }: { leftOut: readonly LeftOut[] }) {
  if (leftOut.length === 0) return null;
  return (
    <Card title="Not members, as of the start">
      <ul className="ro-left soft">
        {leftOut.map(({ reason, agents, uids, detail }) => (
          <li key={reason}>
            <Link href={agentsHref(term("uid", uids))}>{plural(agents, "agent")}</Link>{" "}
            {WHY[reason]}
            {detail === "" ? null : <div className="quiet small">{detail}</div>}
          </li>
        ))}
      </ul>
    </Card>
  );
}

const WHY = {
  pinned: "pinned to something else",
  held: "held where they were",
  "awaiting-approval": "not approved",
  "not-remote-configurable": "not open to remote configuration",
  "cannot-run": "not able to run it",
} as const satisfies Record<LeftOut["reason"], string>;
