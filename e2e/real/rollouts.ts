import type { Member, MemberPage, Rollout, RolloutEventPage, RolloutStarted } from "@fleethub/api";
import type { Hub } from "./hub.js";
import { until } from "./wait.js";

/** Short enough for a journey; agents settle after the hub's own window all the same. */
export const BRISK_PLAN = { soakSeconds: 2, answerSeconds: 90 } as const;

export function startRollout(hub: Hub, input: object): Promise<RolloutStarted> {
  return hub.must<RolloutStarted>("POST", "/rollouts", { ...BRISK_PLAN, ...input }, 201);
}

export const readRollout = (hub: Hub, id: string) => hub.must<Rollout>("GET", `/rollouts/${id}`);

export function steer(hub: Hub, id: string, verb: string, input: object = {}): Promise<Rollout> {
  return hub.must<Rollout>("POST", `/rollouts/${id}/${verb}`, input, 202);
}

/** Members in order of wave. */
export async function membersOf(hub: Hub, id: string): Promise<readonly Member[]> {
  return (await hub.must<MemberPage>("GET", `/rollouts/${id}/members?limit=500`)).items;
}

/** Waits until the rollout satisfies `holds`; the failure shows everything about it. */
export function rolloutWhere(
  hub: Hub,
  id: string,
  what: string,
  holds: (rollout: Rollout) => boolean,
  limitMs = 90_000,
): Promise<Rollout> {
  return until(
    `rollout ${id}: ${what}`,
    async () => {
      const rollout = await readRollout(hub, id);
      return holds(rollout) ? rollout : undefined;
    },
    limitMs,
    async () => ({
      rollout: await readRollout(hub, id),
      members: await membersOf(hub, id),
      events: (await hub.must<RolloutEventPage>("GET", `/rollouts/${id}/events`)).items,
      hub: hub.output,
    }),
  );
}

export const phaseIs = (hub: Hub, id: string, phase: Rollout["phase"], limitMs?: number) =>
  rolloutWhere(hub, id, `is ${phase}`, (one) => one.phase === phase, limitMs);
