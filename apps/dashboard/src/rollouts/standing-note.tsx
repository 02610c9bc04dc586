import type { Rollout } from "@fleethub/api";
import { Button } from "../parts/button";
import { Locked } from "../parts/locked";
import { Note } from "../parts/note";
import { moment } from "../words/format";
import { PHASE } from "../words/rollouts";
import type { Excluding } from "./exclude-dialog";
import { excludable, excludeLabel, failureWords } from "./exclude-words";
import { useRolloutResource } from "./use-rollout-resource";

/** The phase with its reason in one sentence, what is the matter, and the one thing that may help. */
export function StandingNote(props: {
  rollout: Rollout;
  onExclude: (excluding: Excluding) => void;
}) {
  const { rollout } = props;
  const { tone, icon } = PHASE[rollout.phase];
  const whom = excludable(rollout);
  const resource = useRolloutResource(rollout);
  const act = rollout.paused ?? rollout.rollingBack ?? rollout.ended;
  const shown = rollout.phase === "paused" ? rollout.paused : act;
  return (
    <Note
      tone={tone}
      icon={icon}
      action={
        whom === null ? undefined : (
          <Locked action="rollouts.write" resource={resource}>
            <Button size="sm" onClick={() => props.onExclude({ whom, resume: true })}>
              {excludeLabel(whom, true)}
            </Button>
          </Locked>
        )
      }
    >
      <b>{rollout.sentence}</b>
      {shown === null ? null : (
        <span className="quiet small nowrap"> {moment(shown.at, Date.now())}</span>
      )}
      {rollout.phase === "paused" && rollout.causes.length > 0 ? (
        <div>{failureWords(rollout.causes)}</div>
      ) : null}
    </Note>
  );
}
