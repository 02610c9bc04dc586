import type { RolloutPlanInput } from "../rollouts/requests.js";
import type { RolloutDetail } from "../rollouts/views.js";
import { type Fleet, make } from "./fleet.js";
import { CALL } from "./open-hub.js";

export const MINUTE = 60_000;

/** A canary of one, then two, then the rest; a minute each; no gates. */
export const PLAIN_PLAN: RolloutPlanInput = {
  waves: [{ count: 1 }, { count: 2 }],
  soakMs: MINUTE,
  gates: [],
};

/** Starts a rollout of this revision to the group `edge`, and answers its id. */
export async function start(
  { hub }: Fleet,
  revision: number,
  plan: RolloutPlanInput = PLAIN_PLAN,
): Promise<string> {
  const input = { group: "edge", revision, plan };
  return (await make(hub.plane.run("start-rollout", CALL, input))).value.rollout.id;
}

export async function detailOf({ hub }: Fleet, id: string): Promise<RolloutDetail> {
  const found = await hub.plane.rolloutViews.get(id, CALL.scope);
  if (found === null) throw new Error("There is no such rollout.");
  return found;
}

/** Lets time pass until the rollout is in this phase. */
export const reaches = (fleet: Fleet, id: string, phase: RolloutDetail["phase"]) =>
  fleet.until(async () => (await detailOf(fleet, id)).phase === phase);

/** How many Collectors run this config. */
export const running = ({ agents }: Fleet, config: string) =>
  agents.filter(({ runs }) => runs === config).length;

/** The members, in order of wave. */
export async function membersOf({ hub }: Fleet, id: string) {
  const page = await hub.plane.rolloutViews.members(
    id,
    {},
    { limit: 1000, cursor: null },
    CALL.scope,
  );
  return page?.items ?? [];
}

/** Asks something of a rollout, which has to be done. */
export const steer = (
  { hub }: Fleet,
  verb:
    | "pause-rollout"
    | "resume-rollout"
    | "abort-rollout"
    | "roll-back-rollout"
    | "promote-rollout",
  rollout: string,
) => make(hub.plane.run(verb, CALL, { rollout }));
