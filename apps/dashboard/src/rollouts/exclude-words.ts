import { BULK_UIDS_MAX, type MemberCause, type Rollout } from "@fleethub/api";
import { count, plural } from "../words/format";

/** At most so many causes are few: beyond, each is looked at on its own. */
const FEW = 3;

/** Whom an exclusion is about: one cause, or several as named agents. */
export interface Whom {
  readonly causes: readonly MemberCause[];
  readonly agents: number;
}

/**
 * Everyone that failed, where that is few causes and all are named, so that one request can hold them: then the rollout
 * can go on without them.
 */
export function excludable({ causes, phase }: Pick<Rollout, "causes" | "phase">): Whom | null {
  if (phase !== "paused" || causes.length === 0 || causes.length > FEW) return null;
  const agents = causes.reduce((sum, one) => sum + one.agents, 0);
  const named = causes.every((one) => one.agents === one.uids.length);
  if (causes.length > 1 && (!named || agents > BULK_UIDS_MAX)) return null;
  return { causes, agents };
}

/** What the request names: the cause itself, or the agents of several. */
export function excludedBy({ causes }: Whom): { cause: string } | { uids: readonly string[] } {
  const [only, ...others] = causes;
  if (only !== undefined && others.length === 0) return { cause: only.cause };
  return { uids: causes.flatMap(({ uids }) => uids) };
}

/** `Exclude these 4 and resume`. */
export function excludeLabel({ agents }: Whom, resume: boolean): string {
  const whom = agents === 1 ? "this agent" : `these ${count(agents)}`;
  return `Exclude ${whom}${resume ? " and resume" : ""}`;
}

/** What becomes of them, and of the rest. */
export function excludeSays(whom: Whom, rollout: Rollout, resume: boolean): readonly string[] {
  const waiting = rollout.steps.waiting ?? 0;
  return [
    `${plural(whom.agents, "agent is", "agents are")} held on what ${whom.agents === 1 ? "it was" : "they were"} to run before. The hold outlives this rollout and is lifted like a pin, on the agent’s page.`,
    resume
      ? waiting === 0
        ? "The rollout goes on without them."
        : `The rollout goes on without them: ${plural(waiting, "agent")} still to come.`
      : "The rollout stays as it is.",
  ];
}

const FAILED = {
  "cannot-run": "cannot run it",
  refused: "refused it and kept what ran before",
  crashed: "failed on it",
  "not-answering": "did not settle in time",
} as const satisfies Record<MemberCause["kind"], string>;

/** How members failed, in one line; each cause says what it says below. `3 failed on it, 2 cannot run it.` */
export function failureWords(causes: readonly MemberCause[]): string {
  const parts = Object.entries(FAILED).flatMap(([kind, words]) => {
    const agents = causes
      .filter((one) => one.kind === kind)
      .reduce((sum, one) => sum + one.agents, 0);
    return agents === 0 ? [] : [`${count(agents)} ${words}`];
  });
  return parts.length === 0 ? "" : `${parts.join(", ")}.`;
}
