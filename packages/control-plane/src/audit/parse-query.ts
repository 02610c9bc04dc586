import type { Millis } from "@fleethub/fleet";
import type { AuditFilter } from "../ports.js";

/** A query over the record as data; `agents` are names or instance UIDs, looked up by whoever asks. */
export interface AuditQuery {
  readonly filter: AuditFilter;
  /** Of agents, as written after `agent:`; empty where none are named. */
  readonly agents: readonly string[];
}

export type ParsedAuditQuery =
  | { readonly ok: true; readonly query: AuditQuery }
  | {
      readonly ok: false;
      readonly term: string;
      readonly message: string;
      readonly remedy: string;
    };

/** Fields of a query over the record. */
export const AUDIT_FIELDS = [
  "who",
  "did",
  "kind",
  "agent",
  "request",
  "hash",
  "since",
  "until",
  "time",
] as const;

type Field = (typeof AUDIT_FIELDS)[number];

const TERM = /(?:([A-Za-z]+):)?(?:"([^"]*)"|(\S+))/g;

const UNITS: Readonly<Record<string, Millis>> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
};

/**
 * Reads `who:ada did:rollout kind:group agent:gpu-1 since:24h until:2026-11-23 hash:4c1f request:… text`. Terms must
 * all hold; `,` between values is or. Times are a duration before `now`, `today`, a day or a moment, in UTC.
 */
export function parseAuditQuery(text: string, now: Millis): ParsedAuditQuery {
  const texts: string[] = [];
  const agents: string[] = [];
  let filter: AuditFilter = { text: "" };
  for (const [term, name, quoted, bare] of text.matchAll(TERM)) {
    const value = quoted ?? bare ?? "";
    if (name === undefined) {
      texts.push(value);
      continue;
    }
    const field = fieldOf(name);
    if (field === null) {
      return {
        ok: false,
        term,
        message: `There is no field ${name}.`,
        remedy: `Fields are ${AUDIT_FIELDS.join(", ")}. Put text with a colon in quotes.`,
      };
    }
    const values = value.split(",").filter((one) => one !== "");
    if (values.length === 0) return incomplete(term, field);
    switch (field) {
      case "who":
        filter = { ...filter, ...whoOf(values) };
        break;
      case "did":
        filter = { ...filter, did: values.map((one) => one.replaceAll("*", "")) };
        break;
      case "kind":
        filter = { ...filter, kinds: values };
        break;
      case "agent":
        agents.push(...values);
        break;
      case "request":
        texts.push(value);
        break;
      case "hash":
        filter = { ...filter, hash: value.toLowerCase() };
        break;
      default: {
        const at = momentOf(value, now);
        if (at === null) return incomplete(term, field);
        filter = { ...filter, ...(field === "until" ? { until: at } : { since: at }) };
      }
    }
  }
  return { ok: true, query: { filter: { ...filter, texts }, agents } };
}

function fieldOf(name: string): Field | null {
  return AUDIT_FIELDS.find((field) => field === name.toLowerCase()) ?? null;
}

function incomplete(term: string, field: Field): ParsedAuditQuery {
  const isTime = field === "since" || field === "until" || field === "time";
  return {
    ok: false,
    term,
    message: isTime ? `${term} names no time.` : `${term} names nothing.`,
    remedy: isTime
      ? "Write a duration such as 30m, 24h or 7d, today, a day such as 2026-11-23, or a moment."
      : `Write a value behind ${field}:, or leave the term out.`,
  };
}

function whoOf(values: readonly string[]): Pick<AuditFilter, "who" | "actorKinds"> {
  const [only, ...others] = values;
  if (others.length === 0 && (only === "people" || only === "operator")) {
    return { actorKinds: ["operator", "token"] };
  }
  if (others.length === 0 && only === "automatic") return { actorKinds: ["hub"] };
  return { who: values.map((one) => one.replaceAll("*", "")) };
}

function momentOf(value: string, now: Millis): Millis | null {
  if (value === "today") return now - (now % 86_400_000);
  const [, count, unit = ""] = /^(\d{1,6})([mhdw])$/.exec(value) ?? [];
  if (count !== undefined) return now - Number(count) * (UNITS[unit] ?? 0);
  if (!/^\d{4}-\d{2}-\d{2}/.test(value)) return null;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : at;
}
