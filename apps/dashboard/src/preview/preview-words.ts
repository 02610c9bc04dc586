import type { LeftOut, Preview, PreviewChange, PreviewObstacle } from "@fleethub/api";
import { count, plural } from "../words/format";
import type { Tone } from "../words/states";

/** `gateway r12 to r13`, `edge r3 to gateway r1`, `what they run now to gateway r1`. */
export function stepWords({ from, to }: Pick<PreviewChange, "from" | "to">): string {
  if (to === null)
    return from === null ? "what they run now, as it is" : `${nameOf(from)} to their own files`;
  if (from === null) return `what they run now to ${nameOf(to)}`;
  return from.configuration === to.configuration
    ? `${nameOf(from)} to r${to.revision}`
    : `${nameOf(from)} to ${nameOf(to)}`;
}

const nameOf = (ref: NonNullable<PreviewChange["to"]>) => `${ref.configuration} r${ref.revision}`;

/** `at once`, `wave by wave`, `3 at once, 37 wave by wave`. */
export function whenWords({ agents, atOnce }: Pick<PreviewChange, "agents" | "atOnce">): string {
  if (atOnce >= agents) return "at once";
  if (atOnce === 0) return "wave by wave";
  return `${count(atOnce)} at once, ${count(agents - atOnce)} wave by wave`;
}

const OBSTACLES = {
  components: ["lacks a component", "lack a component"],
  capability: ["cannot be changed from here", "cannot be changed from here"],
  "not-approved": ["is not approved", "are not approved"],
  variables: ["has no value for a variable", "have no value for a variable"],
  policy: ["breaks a policy", "break a policy"],
} as const satisfies Record<PreviewObstacle["kind"], readonly [string, string]>;

/** `lack a component`, for so many agents. */
export function obstacleWords({ kind, agents }: Pick<PreviewObstacle, "kind" | "agents">): string {
  return OBSTACLES[kind][agents === 1 ? 0 : 1];
}

const LEFT_OUT = {
  pinned: "pinned, so a change of the group does not reach it",
  held: "held where it was, since it was excluded from a rollout",
  "awaiting-approval": "is not approved",
  "not-remote-configurable": "does not accept remote config",
  "cannot-run": "cannot run it",
} as const satisfies Record<LeftOut["reason"], string>;

const LEFT_OUT_MANY = {
  pinned: "pinned, so a change of the group does not reach them",
  held: "held where they were, since they were excluded from a rollout",
  "awaiting-approval": "are not approved",
  "not-remote-configurable": "do not accept remote config",
  "cannot-run": "cannot run it",
} as const satisfies Record<LeftOut["reason"], string>;

/** Why so many agents are no members. */
export function leftOutWords({ reason, agents }: Pick<LeftOut, "reason" | "agents">): string {
  return (agents === 1 ? LEFT_OUT : LEFT_OUT_MANY)[reason];
}

/** `38 Collectors restart once, 2 more when they are back`; null where none does. */
export function restartWords({ restarts }: Pick<Preview, "restarts">): string | null {
  const now = restarts.now.agents;
  const later = restarts.onReturn.agents;
  if (now + later === 0) return null;
  if (now === 0)
    return `${plural(later, "Collector restarts", "Collectors restart")} once, when ${later === 1 ? "it is" : "they are"} back`;
  const more =
    later === 0 ? "" : `, ${count(later)} more when ${later === 1 ? "it is" : "they are"} back`;
  return `${plural(now, "Collector restarts", "Collectors restart")} once${more}`;
}

/** Agents that a change does not reach, whatever kept them: members left out, pinned and held ones. */
export function leftOutOf(preview: Preview): readonly LeftOut[] {
  const members = preview.rollout?.leftOut ?? [];
  const more = (["pinned", "held"] as const).flatMap((reason): readonly LeftOut[] => {
    const { agents, uids } = preview.notReached[reason];
    return agents === 0 || members.some((one) => one.reason === reason)
      ? []
      : [{ reason, agents, uids, detail: "" }];
  });
  return [...members, ...more];
}

/** Colour of the whole: what is refused or risky wants a look, what changes nothing is fine. */
export function toneOf(preview: Preview): Tone {
  if (preview.obstacles.some(({ severity }) => severity === "block")) return "warn";
  if (preview.changed > 0) return "move";
  return preview.agents === 0 ? "mute" : "ok";
}
