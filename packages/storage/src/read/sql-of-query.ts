import { EXPIRING_MS } from "@fleethub/fleet";
import type { Comparand, Query, QueryTerm, QueryValue } from "@fleethub/fleet/query";
import { anywhere, foldCase, SILENT_FLOWS } from "@fleethub/fleet/query";
import { foldedDocument } from "../database/agent-columns.js";
import type { Params } from "../database/params.js";
import { presenceSql } from "./presence.js";

/**
 * A condition over `agents a` that holds exactly where `matchQuery` does at `now`. It is never null, so
 * that negation is plain.
 */
export function sqlOfQuery(query: Query, params: Params, now: number): string {
  const terms = query.terms.map((term) => {
    const values = term.values.map((value) => valueSql(term, value, params, now));
    return `${term.negated ? "not " : ""}(${values.join(" or ")})`;
  });
  return terms.length === 0 ? "true" : terms.join(" and ");
}

function valueSql(term: QueryTerm, value: QueryValue, params: Params, now: number): string {
  if (value.kind === "compare") return comparisonSql(term, value.op, value.than, params, now);
  switch (term.field) {
    case "label":
    case "attr":
      return keyedSql(term, value, params);
    case "component":
      return componentSql(value, params);
    case "policy":
      return policySql(value, params);
    case "credential":
      return credentialSql(value, params, now);
    case "word":
      return ["a.name_folded", "a.host_folded", "lower(a.instance_uid)"]
        .map((column) => patternSql(column, value, params, true))
        .join(" or ");
    default:
      return patternSql(columnOf(term.field, params, now), value, params, false);
  }
}

type PlainField = Exclude<
  QueryTerm["field"],
  "label" | "attr" | "component" | "word" | "policy" | "credential"
>;

/** The folded text of a field, never null. */
function columnOf(field: PlainField, params: Params, now: number): string {
  switch (field) {
    case "uid":
      return "lower(a.instance_uid)";
    case "version":
      return "a.agent_version_folded";
    case "presence":
      return `(${presenceSql(params, now)})`;
    case "sync":
    case "verified":
    case "health":
    case "admission":
    case "flow":
      return `a.${field}`;
    case "silent":
      return `(case when a.flow in (${SILENT_FLOWS.map((word) => `'${word}'`).join(", ")}) then 'yes' else 'no' end)`;
    // Names are lower case: folded as they are.
    case "enrolment":
      return "coalesce(a.enrolment, '')";
    case "pinned":
      return "coalesce(a.pinned_configuration, '')";
    case "group":
      return "a.group_name_folded";
    case "revision":
      return "coalesce(a.revision::text, '')";
    case "lastSeen":
      return "'known'::text";
    case "connectedAt":
      return "(case when a.connected_at is null then '' else 'known' end)";
    default:
      return `a.${field}_folded`;
  }
}

type Pattern = Exclude<QueryValue, { readonly kind: "compare" }>;

function patternSql(column: string, value: Pattern, params: Params, inside: boolean): string {
  if (value.kind === "present") return `${column} <> ''`;
  const folded = value.segments.map(foldCase);
  const segments = inside ? anywhere(folded) : folded;
  const [first] = segments;
  if (segments.length === 1) return `${column} = ${params.text(first ?? "")}`;
  return `${column} like ${params.text(likePattern(segments))}`;
}

/** Pieces with anything between them, in the notation of LIKE. */
function likePattern(segments: readonly string[]): string {
  return segments.map((segment) => segment.replace(/[\\%_]/g, "\\$&")).join("%");
}

function keyedSql(term: QueryTerm, value: Pattern, params: Params): string {
  const column = term.field === "label" ? "a.labels_folded" : "a.attributes_folded";
  const key = term.key ?? "";
  if (value.kind === "present") return `jsonb_exists(${column}, ${params.text(key)})`;
  const [only] = value.segments;
  if (value.segments.length === 1) {
    return `${column} @> ${params.as("jsonb", foldedDocument(Object.fromEntries([[key, only ?? ""]])))}`;
  }
  return `coalesce(${patternSql(`(${column} ->> ${params.text(key)})`, value, params, false)}, false)`;
}

function componentSql(value: Pattern, params: Params): string {
  const test = patternSql("c.type", value, params, false);
  return `coalesce(a.component_set in (
    select digest from component_sets where exists (
      select 1 from unnest(types_folded) as c(type) where ${test})), false)`;
}

function policySql(value: Pattern, params: Params): string {
  return `exists (select 1 from unnest(a.policies) as b(name)
    where ${patternSql("b.name", value, params, false)})`;
}

/** As `credentialWords` of fleet says them. */
function credentialSql(value: Pattern, params: Params, now: number): string {
  const before = params.as("bigint", now + EXPIRING_MS);
  return `exists (select 1 from unnest(array[a.comes_with,
      case when a.credential_offered = 1 then 'offered' end,
      case when a.credential_due_at < ${before} then 'expiring' end]) as b(word)
    where b.word is not null and ${patternSql("b.word", value, params, false)})`;
}

function comparisonSql(
  term: QueryTerm,
  op: "=" | "<" | "<=" | ">" | ">=",
  than: Comparand,
  params: Params,
  now: number,
): string {
  if (than.kind === "version") {
    return `coalesce(a.agent_version_key ${op} ${params.text(than.key)}, false)`;
  }
  if (than.kind === "number") {
    return `coalesce(a.revision ${op} ${params.as("integer", than.value)}, false)`;
  }
  const column = term.field === "lastSeen" ? "a.last_seen_at" : "a.connected_at";
  const left = than.kind === "age" ? `${params.as("bigint", now)} - ${column}` : column;
  const right = than.kind === "age" ? than.ms : than.at;
  return `coalesce(${left} ${op} ${params.as("bigint", right)}, false)`;
}
