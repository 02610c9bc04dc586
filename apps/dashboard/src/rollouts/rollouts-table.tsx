"use client";
import type { RolloutRow } from "@fleethub/api";
import { useRowWalk } from "../data/use-row-walk";
import { useRollout } from "../data/rollouts";
import { groupHref } from "../groups/addresses";
import { Moment } from "../parts/moment";
import { WaveBar } from "../parts/waves";
import { count, duration, plural } from "../words/format";
import { rolloutHref } from "./addresses";
import { PhaseBadge } from "./phase-badge";
import { waveBar } from "./wave-words";
import { Link } from "../parts/link";

/** Groups named in a row before the rest is a number. */
const GROUPS = 2;

/** Rollouts, newest first. `j` and `k` walk the rows. */
export function RolloutsTable({ rollouts }: { rollouts: readonly RolloutRow[] }) {
  const body = useRowWalk();
  return (
    <table className="tbl ro-list">
      <thead>
        <tr>
          <th>Rollout</th>
          <th>Group</th>
          <th>Phase</th>
          <th>Progress</th>
          <th className="num">Agents</th>
          <th>Started</th>
          <th>Took</th>
        </tr>
      </thead>
      <tbody ref={body}>
        {rollouts.map((rollout) => (
          <Row key={rollout.id} rollout={rollout} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ rollout }: { rollout: RolloutRow }) {
  const groups = [...new Set(rollout.targets.map(({ group }) => group))];
  return (
    <tr>
      <td>
        <Link className="strong" href={rolloutHref(rollout.id)}>
          {rollout.title}
        </Link>
        <div className="quiet small">
          rollout {rollout.number}
          {KIND[rollout.kind]}
        </div>
      </td>
      <td>
        {groups.slice(0, GROUPS).map((group, at) => (
          <span key={group}>
            {at > 0 ? ", " : ""}
            <Link className="plain" href={groupHref(group)}>
              {group}
            </Link>
          </span>
        ))}
        {groups.length > GROUPS ? (
          <span className="quiet"> and {plural(groups.length - GROUPS, "more", "more")}</span>
        ) : null}
      </td>
      <td>
        <PhaseBadge phase={rollout.phase} />
      </td>
      <td className="ro-progress">
        {rollout.live ? <Progress id={rollout.id} members={rollout.members} /> : null}
        <div className="soft small">{rollout.sentence}</div>
      </td>
      <td className="num">{count(rollout.members)}</td>
      <td className="nowrap">
        <Moment at={rollout.startedAt} />
        <div className="quiet small">by {rollout.createdBy}</div>
      </td>
      <td className="nowrap soft">
        {rollout.endedAt === null
          ? ""
          : duration(Date.parse(rollout.endedAt) - Date.parse(rollout.startedAt))}
      </td>
    </tr>
  );
}

const KIND = { release: "", rebase: ", rebase", move: ", move" } as const;

/** Few are under way at once, so each is asked for its numbers. */
function Progress({ id, members }: { id: string; members: number }) {
  const steps = useRollout(id).data?.steps;
  return <WaveBar parts={steps === undefined ? [] : waveBar({ steps })} of={members} />;
}
