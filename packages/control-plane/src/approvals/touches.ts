import { sayAgents } from "@fleethub/fleet";
import type { Query } from "@fleethub/fleet/query";
import type { ReadyGroup } from "../groups/group-set.js";

/** A group whose changes need approval. */
export interface ProtectedGroup {
  readonly name: string;
  /** Whoever is in it matches this; null: nobody is. */
  readonly query: Query | null;
  readonly ready: ReadyGroup;
}

/** What is done to members, told with their number. */
export type MemberTouch = "runs" | "told" | "leaves" | "comes" | "forgotten";

const MEMBER_WORDS: Readonly<Record<MemberTouch, (agents: string, group: string) => string>> = {
  runs: (agents, group) => `It changes what ${agents} of ${group} run, or are wanted to run.`,
  told: (agents, group) => `It changes the connection of ${agents} of ${group}.`,
  leaves: (agents, group) => `It takes ${agents} out of ${group}.`,
  comes: (agents, group) => `It brings ${agents} into ${group}.`,
  forgotten: (agents, group) => `It forgets ${agents} of ${group}.`,
};

/** Gathers which protected groups a change touches, and how. */
export class Touches {
  readonly #reasons = new Map<string, Set<string>>();
  readonly #members = new Map<string, Map<MemberTouch, Set<string>>>();

  /** Something about the group as a whole, in one sentence. */
  add(group: string, reason: string): void {
    entry(this.#reasons, group, () => new Set<string>()).add(reason);
  }

  /** Something about one of its members. */
  addMember(group: string, touch: MemberTouch, agent: string): void {
    const touches = entry(this.#members, group, () => new Map<MemberTouch, Set<string>>());
    entry(touches, touch, () => new Set<string>()).add(agent);
  }

  /** Touched groups in the order given; empty where none is. */
  of(groups: readonly ProtectedGroup[]): {
    readonly groups: readonly string[];
    readonly reasons: readonly string[];
  } {
    const touched = groups
      .map(({ name }) => name)
      .filter((name) => this.#reasons.has(name) || this.#members.has(name));
    return { groups: touched, reasons: touched.flatMap((name) => this.#reasonsOf(name)) };
  }

  #reasonsOf(group: string): readonly string[] {
    const members = [...(this.#members.get(group) ?? [])].map(([touch, agents]) =>
      MEMBER_WORDS[touch](sayAgents(agents.size), group),
    );
    return [...(this.#reasons.get(group) ?? []), ...members];
  }
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
