"use client";
import type { Member, MemberStep, Rollout, RolloutWave } from "@fleethub/api";
import { useState } from "react";
import { type RolloutActs, useMembers } from "../data/rollouts";
import { Button } from "../parts/button";
import { Locked } from "../parts/locked";
import { Card } from "../parts/card";
import { Segments } from "../parts/segments";
import { Skeleton } from "../parts/skeleton";
import { TickingTime } from "../parts/ticking-time";
import { toast } from "../parts/toast";
import { Trouble } from "../parts/trouble";
import { age, count, duration } from "../words/format";
import { atSteps, STEP, STEPS } from "../words/rollouts";
import { useRolloutResource } from "./use-rollout-resource";
import { waveInWords } from "./wave-words";
import { Link } from "../parts/link";

type View = "not-applied" | "trouble" | "applied" | "back" | "out";

const VIEWS: readonly { value: View; label: string; steps: readonly MemberStep[]; rare?: true }[] =
  [
    {
      value: "not-applied",
      label: "Not applied",
      steps: [...STEPS.trouble, ...STEPS.moving, ...STEPS.waiting],
    },
    { value: "trouble", label: "Trouble", steps: STEPS.trouble },
    { value: "applied", label: "Applied", steps: STEPS.applied },
    { value: "back", label: "Back", steps: STEPS.back, rare: true },
    { value: "out", label: "Left out", steps: STEPS.out, rare: true },
  ];

/** The agents of one wave by what has become of them. */
export function MembersCard(props: { rollout: Rollout; wave: RolloutWave; acts: RolloutActs }) {
  const { rollout, wave } = props;
  const [chosen, setChosen] = useState<View | null>(null);
  const counts = VIEWS.map((view) => ({ ...view, agents: atSteps(wave.steps, view.steps) }));
  const first = counts.find(({ agents, value }) => agents > 0 && value !== "trouble");
  const view = chosen ?? first?.value ?? "not-applied";
  const shown = VIEWS.find(({ value }) => value === view);
  // Steps that nobody is at are not asked for, so that an empty view needs no answer.
  const steps = (shown?.steps ?? []).filter((step) => (wave.steps[step] ?? 0) > 0);
  const members = useMembers(rollout.id, wave.wave, steps);
  const rows = steps.length === 0 ? [] : members.data?.pages.flatMap(({ items }) => items);
  const more = (members.data?.pages[0]?.total ?? 0) - (rows?.length ?? 0);
  return (
    <Card
      title={`Agents in ${waveInWords(wave)}`}
      flush
      acts={
        <Segments<View>
          label="Which agents"
          value={view}
          options={counts
            .filter(({ agents, rare }) => rare === undefined || agents > 0)
            .map(({ value, label, agents }) => ({ value, label: `${label} ${count(agents)}` }))}
          onChange={setChosen}
        />
      }
    >
      {members.error ? (
        <Trouble error={members.error} onRetry={() => void members.refetch()} />
      ) : rows === undefined ? (
        <Skeleton lines={5} label="Loading the agents" />
      ) : rows.length === 0 ? (
        <p className="ro-foot quiet">{NOBODY[view]}</p>
      ) : (
        <div className="ro-scroll">
          <table className="tbl ro-members">
            <thead>
              <tr>
                <th>Agent</th>
                <th>State</th>
                <th>{view === "applied" ? "Took" : "Cause"}</th>
                <th>Version</th>
                <th className="num">Try</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((member) => (
                <Row key={member.uid ?? member.name} member={member} {...props} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {rows !== undefined && rows.length > 0 && more > 0 ? (
        <div className="ro-foot">
          <Button size="sm" kind="ghost" onClick={() => void members.fetchNextPage()}>
            {count(more)} more
          </Button>
        </div>
      ) : null}
    </Card>
  );
}

const NOBODY = {
  "not-applied": "Everyone of this wave applied it, or is out of it.",
  trouble: "Nobody of this wave is in trouble.",
  applied: "Nobody of this wave has applied it yet.",
  back: "Nobody of this wave went back.",
  out: "Nobody of this wave is left out.",
} as const satisfies Record<View, string>;

function Row(props: { member: Member; rollout: Rollout; acts: RolloutActs }) {
  const { member, rollout } = props;
  const { uid, step } = member;
  const kind = rollout.causes.find(({ cause }) => cause === member.cause)?.kind;
  const kept = step === "failed" && kind === "refused";
  const { word, tone, track } = kept
    ? ({ word: "Rolled back", tone: "warn", track: "tk-rolled-back" } as const)
    : STEP[step];
  return (
    <tr>
      <td>
        {uid === null ? (
          <span className="quiet">{member.name || "forgotten"}</span>
        ) : (
          <Link className="strong nowrap" href={`/agents/one?uid=${uid}#config`}>
            {member.name || uid}
          </Link>
        )}
      </td>
      <td>
        <span className={`state c-${tone}`}>
          <i className={`tk ${track}`} aria-hidden="true" />
          {word}
        </span>
      </td>
      <td className="soft why">
        <Why member={member} />
      </td>
      <td className="soft nowrap">{member.version}</td>
      <td className="num">
        <Act {...props} />
      </td>
    </tr>
  );
}

const forSo = (at: string, now: number) => `for ${age(at, now)}`;

/** What it says; for those that say nothing, since when they are where they are. */
function Why({ member: { reason, since, timeToApplySeconds, step } }: { member: Member }) {
  const applied = step === "settled" || step === "healthy";
  if (applied)
    return timeToApplySeconds === null ? (
      "had it already"
    ) : (
      <>
        {duration(timeToApplySeconds * 1_000)}
        {step === "healthy" ? <span className="quiet">, not yet settled</span> : null}
      </>
    );
  if (reason !== "") return reason;
  return since === null ? null : <TickingTime at={since} words={forSo} />;
}

function Act(props: { member: Member; rollout: Rollout; acts: RolloutActs }) {
  const { member, rollout, acts } = props;
  const { uid, step } = member;
  const resource = useRolloutResource(rollout);
  if (uid === null) return null;
  const failed = step === "failed" || step === "not-answering";
  if (!failed || !rollout.live || rollout.phase === "rolling-back")
    return (
      <Link className="btn sm" href={`/agents/one?uid=${uid}#config`}>
        Open<span className="sr"> {member.name}</span>
      </Link>
    );
  return (
    <Locked action="rollouts.write" resource={resource}>
      <Button
        size="sm"
        aria-label={`Retry ${member.name}`}
        onClick={() => void retry(acts, [uid], member.name)}
      >
        Retry
      </Button>
    </Locked>
  );
}

/** Asks for a new attempt, and says what came of asking. */
export async function retry(
  acts: RolloutActs,
  uids: readonly string[],
  whom: string,
): Promise<void> {
  const problem = await acts.retry(uids);
  if (problem) toast({ tone: "bad", title: problem.title, detail: problem.detail });
  else toast({ title: `Asked ${whom} to try again`, detail: "It is offered anew." });
}
