import type { Rollout } from "@fleethub/api";
import type { ComponentProps } from "react";
import type { SteerVerb } from "../data/rollouts";
import { Button } from "../parts/button";
import { Locked } from "../parts/locked";
import { Icon } from "../parts/icon";
import { TickingTime } from "../parts/ticking-time";
import { duration } from "../words/format";
import { phaseWord } from "../words/rollouts";
import { ROLLOUTS } from "./addresses";
import { PhaseBadge } from "./phase-badge";
import { rollBackLabel, rollBackWaits, steerVerbs } from "./steer-words";
import { useRolloutResource } from "./use-rollout-resource";
import { Link } from "../parts/link";

const ran = (at: string, now: number) => duration(now - Date.parse(at));

/** What rolls where, how it stands, and what can be asked of it. */
export function RolloutHead(props: { rollout: Rollout; onVerb: (verb: SteerVerb) => void }) {
  const { rollout } = props;
  const { startedAt, endedAt } = rollout;
  const resource = useRolloutResource(rollout);
  return (
    <header className="page-head ro-head">
      <span className="crumb">
        <Link href={ROLLOUTS}>Rollouts</Link>
        <Icon name="right" small />
      </span>
      <h1 className="clip">{rollout.title}</h1>
      <PhaseBadge phase={rollout.phase} word={phaseWord(rollout)} />
      <span className="sub">
        rollout {rollout.number},{" "}
        {endedAt === null ? (
          <TickingTime at={startedAt} words={ran} />
        ) : (
          `took ${duration(Date.parse(endedAt) - Date.parse(startedAt))}`
        )}
      </span>
      <div className="acts">
        {steerVerbs(rollout).map((verb) => (
          <Locked key={verb} action="rollouts.write" resource={resource}>
            <Button {...BUTTONS[verb](rollout)} onClick={() => props.onVerb(verb)} />
          </Locked>
        ))}
      </div>
    </header>
  );
}

const BUTTONS: Readonly<Record<SteerVerb, (rollout: Rollout) => ComponentProps<typeof Button>>> = {
  abort: () => ({ kind: "danger", icon: "x", children: "Abort" }),
  "roll-back": (rollout) => ({
    icon: "undo",
    children: rollBackLabel(rollout),
    waitsFor: rollBackWaits(rollout),
  }),
  promote: () => ({ icon: "right", children: "Skip the soak" }),
  pause: () => ({ kind: "primary", icon: "pause", children: "Pause" }),
  resume: () => ({ kind: "primary", icon: "play", children: "Resume" }),
};
