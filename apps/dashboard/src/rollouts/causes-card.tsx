"use client";
import type { Rollout } from "@fleethub/api";
import { agentsHref } from "../configurations/addresses";
import type { RolloutActs } from "../data/rollouts";
import { term } from "../data/query-text";
import { Button } from "../parts/button";
import { Locked } from "../parts/locked";
import { Card } from "../parts/card";
import { plural } from "../words/format";
import type { Excluding } from "./exclude-dialog";
import { retry } from "./members-card";
import { useRolloutResource } from "./use-rollout-resource";
import { Link } from "../parts/link";

/** Why members failed, each cause once, with what can be done about it. Nothing where nobody failed. */
export function CausesCard(props: {
  rollout: Rollout;
  acts: RolloutActs;
  onExclude: (excluding: Excluding) => void;
}) {
  const { rollout } = props;
  const resource = useRolloutResource(rollout);
  if (rollout.causes.length === 0) return null;
  const acts = rollout.live && rollout.phase !== "rolling-back";
  const failed = rollout.causes.reduce((sum, { agents }) => sum + agents, 0);
  return (
    <Card title={`${plural(failed, "failure")}, ${plural(rollout.causes.length, "cause")}`} flush>
      <ul className="ro-causes">
        {rollout.causes.map((cause) => (
          <li key={cause.cause}>
            <p>{cause.words}</p>
            <div className="row wrap">
              <Link className="btn sm ghost" href={agentsHref(term("uid", cause.uids))}>
                {plural(cause.agents, "agent")}
              </Link>
              {acts ? (
                <>
                  <Locked action="rollouts.write" resource={resource}>
                    <Button
                      size="sm"
                      onClick={() =>
                        void retry(props.acts, cause.uids, plural(cause.uids.length, "agent"))
                      }
                    >
                      {cause.uids.length === 1 ? "Retry" : `Retry these ${cause.uids.length}`}
                    </Button>
                  </Locked>
                  <Locked action="rollouts.write" resource={resource}>
                    <Button
                      size="sm"
                      onClick={() =>
                        props.onExclude({
                          whom: { causes: [cause], agents: cause.agents },
                          resume: false,
                        })
                      }
                    >
                      Exclude
                    </Button>
                  </Locked>
                </>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
