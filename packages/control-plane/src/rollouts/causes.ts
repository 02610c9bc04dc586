import type { MemberFacts, MemberStep } from "@fleethub/fleet";
import type { CauseKind, FailureCause } from "./views.js";

/** Texts that differ in what is one agent's own count as the same. */
const OWN = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, "…"],
  [/\bPID=\d+/g, "PID=…"],
  [/0x[0-9a-f]+/gi, "…"],
  [/\b\d{4}-\d\d-\d\dT[\d:.]+Z?/g, "…"],
  [/\b(127\.0\.0\.1|localhost|\[::1\]):\d{5}\b/g, "$1:…"],
] as const;

const LENGTH_MAX = 300;

/** What kept a member from the revision; null where nothing did. */
export interface MemberCause {
  /** The same for members that failed alike. */
  readonly key: string;
  readonly kind: CauseKind;
  readonly reason: string;
}

export function causeOfMember(step: MemberStep, facts: MemberFacts | null): MemberCause | null {
  if (step !== "failed" && step !== "not-answering") return null;
  const kind = kindOf(step, facts);
  const reason = shortened(alike(facts?.reason ?? ""));
  return { key: `${kind}: ${reason}`, kind, reason };
}

function kindOf(step: MemberStep, facts: MemberFacts | null): CauseKind {
  if (step === "not-answering") return "not-answering";
  if (facts !== null && facts.withheld && facts.failedAt === null) return "cannot-run";
  return facts?.kept === true ? "refused" : "crashed";
}

function alike(text: string): string {
  return OWN.reduce<string>((line, [own, stand]) => line.replaceAll(own, stand), text)
    .replaceAll(/\s+/g, " ")
    .trim();
}

function shortened(text: string): string {
  return text.length <= LENGTH_MAX ? text : `${text.slice(0, LENGTH_MAX - 1)}…`;
}

/** "2 cannot run it: …": how many, what, and what they say. */
export function causeWords({ kind, reason }: MemberCause, agents: number): string {
  const what = agents === 1 ? WORDS[kind].one : WORDS[kind].many;
  return reason === "" ? `${agents} ${what}` : `${agents} ${what}: ${reason}`;
}

const WORDS: { readonly [Kind in CauseKind]: { readonly one: string; readonly many: string } } = {
  "cannot-run": { one: "cannot run it", many: "cannot run it" },
  refused: {
    one: "refused it and runs what it ran before",
    many: "refused it and run what they ran before",
  },
  crashed: { one: "failed on it", many: "failed on it" },
  "not-answering": { one: "did not settle in time", many: "did not settle in time" },
};

/** Members by cause, most first. Uids are bounded, counts are not. */
export class CauseTally {
  readonly #uidsMax: number;
  readonly #causes = new Map<string, { cause: MemberCause; agents: number; uids: string[] }>();

  constructor(uidsMax: number) {
    this.#uidsMax = uidsMax;
  }

  add(cause: MemberCause, uid: string | null): void {
    const entry = this.#causes.get(cause.key) ?? { cause, agents: 0, uids: [] };
    entry.agents += 1;
    if (uid !== null && entry.uids.length < this.#uidsMax) entry.uids.push(uid);
    this.#causes.set(cause.key, entry);
  }

  all(): readonly FailureCause[] {
    return [...this.#causes.values()]
      .map(({ cause, agents, uids }) => ({
        cause: cause.key,
        kind: cause.kind,
        words: causeWords(cause, agents),
        agents,
        uids,
      }))
      .sort((a, b) => b.agents - a.agents || (a.cause < b.cause ? -1 : 1));
  }
}
