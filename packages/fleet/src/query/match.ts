import { SILENT_FLOWS } from "./fields.js";
import { foldCase } from "./fold.js";
import { anywhere, matchesSegments } from "./pattern.js";
import type { CompareOp, Query, QueryFacts, QueryTerm, QueryValue } from "./query.js";
import { versionKey } from "./version.js";

type Test = (facts: QueryFacts, now: number) => boolean;

/**
 * Does the query hold for this agent at `now` (milliseconds since the Unix epoch)? A missing value
 * satisfies no comparison and no pattern but the empty one.
 */
export function matchQuery(query: Query, facts: QueryFacts, now: number): boolean {
  return queryMatcher(query)(facts, now);
}

/** The same, prepared once for many agents. */
export function queryMatcher(query: Query): Test {
  const tests = query.terms.map(termTest);
  return (facts, now) => tests.every((test) => test(facts, now));
}

function termTest(term: QueryTerm): Test {
  const tests = term.values.map((value) => valueTest(term, value));
  return (facts, now) => tests.some((test) => test(facts, now)) !== term.negated;
}

function valueTest(term: QueryTerm, value: QueryValue): Test {
  if (value.kind === "compare") return comparisonTest(term, value);
  const read = texts(term);
  if (value.kind === "present") {
    const keyed = term.field === "label" || term.field === "attr";
    return (facts) => read(facts).some((text) => keyed || text !== "");
  }
  const folded = value.segments.map(foldCase);
  const segments = term.field === "word" ? anywhere(folded) : folded;
  return (facts) => read(facts).some((text) => matchesSegments(foldCase(text), segments));
}

/** The values a pattern is held against: one, for a word three, for a missing label none. */
function texts(term: QueryTerm): (facts: QueryFacts) => readonly string[] {
  const key = term.key ?? "";
  switch (term.field) {
    case "word":
      return (facts) => [facts.name, facts.host, facts.uid];
    case "label":
      return (facts) => valueAt(facts.labels, key);
    case "attr":
      return (facts) => valueAt(facts.attributes, key);
    case "component":
      return (facts) => facts.components;
    case "credential":
      return (facts) => facts.credentials;
    case "policy":
      return (facts) => facts.policies;
    case "configuration":
      return (facts) => [facts.configuration ?? ""];
    case "revision":
      return (facts) => [facts.revision === null ? "" : String(facts.revision)];
    case "lastSeen":
      return (facts) => [facts.lastSeenAt === null ? "" : "known"];
    case "connectedAt":
      return (facts) => [facts.connectedAt === null ? "" : "known"];
    case "group":
    case "enrolment":
    case "pinned": {
      const field = term.field;
      return (facts) => [facts[field] ?? ""];
    }
    case "silent":
      return (facts) => [SILENT_FLOWS.includes(facts.flow) ? "yes" : "no"];
    default: {
      const field = term.field;
      return (facts) => [facts[field]];
    }
  }
}

function valueAt(from: Readonly<Record<string, string>>, key: string): readonly string[] {
  const value = Object.hasOwn(from, key) ? from[key] : undefined;
  return value === undefined ? [] : [value];
}

function comparisonTest(term: QueryTerm, value: QueryValue & { kind: "compare" }): Test {
  const { op, than } = value;
  if (than.kind === "version") {
    return (facts) => {
      const key = versionKey(facts.version);
      return key !== null && compare(key, op, than.key);
    };
  }
  if (than.kind === "number") {
    return (facts) => facts.revision !== null && compare(facts.revision, op, than.value);
  }
  const read = (facts: QueryFacts) =>
    term.field === "lastSeen" ? facts.lastSeenAt : facts.connectedAt;
  return (facts, now) => {
    const at = read(facts);
    if (at === null) return false;
    return than.kind === "age" ? compare(now - at, op, than.ms) : compare(at, op, than.at);
  };
}

function compare<T extends string | number>(left: T, op: CompareOp, right: T): boolean {
  switch (op) {
    case "=":
      return left === right;
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
  }
}
