import { matchQuery } from "../query/match.js";
import { parseQuery, type ParsedQuery } from "../query/parse.js";
import type { Query, QueryFacts } from "../query/query.js";
import type { Grant } from "./subject.js";

/** Which agents somebody may see or change. A reach is the union of its queries; without one it is nobody. */
export type Scope =
  | { readonly kind: "everything" }
  | { readonly kind: "reach"; readonly queries: readonly Query[] };

/** The whole fleet. */
export const EVERYTHING: Scope = { kind: "everything" };

/** What a reach looks at: what the hub itself set. */
export type ReachFacts = Pick<QueryFacts, "labels" | "enrolment" | "pinned">;

/** Reads the text of a reach. An empty one is a problem: everything is written as no reach at all. */
export function parseReach(text: string): ParsedQuery {
  const read = parseQuery(text, { use: "reach" });
  if (read.query === undefined || read.query.terms.length > 0) return read;
  return {
    problem: {
      message: "The reach is empty.",
      column: 1,
      remedy: "Write a query such as label.squad:edge, or leave the reach out for the whole fleet.",
      knownFields: [],
    },
  };
}

/** The union of what these grants reach. */
export function scopeOf(grants: readonly Grant[]): Scope {
  if (grants.some(({ reach }) => reach === null)) return EVERYTHING;
  const queries = grants.flatMap(({ reach }) => {
    const query = reach === null ? undefined : parseReach(reach).query;
    return query === undefined ? [] : [query];
  });
  return { kind: "reach", queries };
}

const NO_FACTS: QueryFacts = {
  uid: "",
  name: "",
  host: "",
  os: "",
  arch: "",
  type: "",
  version: "",
  presence: "",
  sync: "",
  verified: "",
  health: "",
  flow: "",
  admission: "",
  enrolment: null,
  credentials: [],
  pinned: null,
  group: null,
  configuration: null,
  revision: null,
  components: [],
  policies: [],
  labels: {},
  attributes: {},
  lastSeenAt: null,
  connectedAt: null,
};

/** Is an agent with these facts in the scope? */
export function isInScope(scope: Scope, facts: ReachFacts): boolean {
  if (scope.kind === "everything") return true;
  const { labels, enrolment, pinned } = facts;
  const asked = { ...NO_FACTS, labels, enrolment, pinned };
  // No field of a reach is compared with the clock.
  return scope.queries.some((query) => matchQuery(query, asked, 0));
}
