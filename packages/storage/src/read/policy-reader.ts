import type {
  BodyCount,
  ComplianceDay,
  JudgedAgent,
  PolicyReader,
  PolicyRecord,
  RuleDigest,
  StoredVerdict,
} from "@fleethub/control-plane";
import type { AgentId, BodyDigest } from "@fleethub/fleet";
import * as cells from "../database/cells.js";
import type { Database, Row } from "../database/database.js";
import { Params } from "../database/params.js";
import { isUuid } from "../database/uuid.js";
import { sqlOfFilter } from "./sql-of-scope.js";

const POLICY = `name, title, description, rule::text as rule, digest, scope, severity,
  enabled::text as enabled, exceptions::text as exceptions, version::text as version,
  created_at::text as created_at, created_by, changed_at::text as changed_at`;

/** Policies by name, what was judged of bodies, and the days of each policy. */
export function policyReader(database: Database): PolicyReader {
  return {
    async list() {
      const rows = await database.query(`select ${POLICY} from policies order by name`);
      return rows.map(policyOf);
    },
    async get(name) {
      const p = new Params();
      const [row] = await database.query(
        `select ${POLICY} from policies where name = ${p.text(name)}`,
        p.values,
      );
      return row === undefined ? null : policyOf(row);
    },
    async verdicts(rule, bodies) {
      if (bodies.length === 0) return [];
      const p = new Params();
      const rows = await database.query(
        `select rule, body, verdict::text as verdict from policy_verdicts
         where rule = ${p.text(rule)} and body = any(${p.array("text", bodies)})`,
        p.values,
      );
      return rows.map(verdictOf);
    },
    async bodies(filter) {
      const p = new Params();
      const where = sqlOfFilter(filter, p);
      const rows = await database.query(
        `select a.effective_digest as body, count(*)::text as agents from agents a where ${where}
         group by body order by count(*) desc, coalesce(a.effective_digest, '')`,
        p.values,
        "varies",
      );
      return rows.map(countOf);
    },
    async agents(filter, after, limit) {
      if (after !== null && !isUuid(after)) return [];
      const p = new Params();
      const where = sqlOfFilter(filter, p);
      const beyond = after === null ? "true" : `a.id > ${p.as("uuid", after)}`;
      const rows = await database.query(
        `with page as materialized (
           select a.id, a.effective_digest as body from agents a where (${where}) and ${beyond}
           order by a.id limit ${p.as("bigint", limit)})
         select page.id::text as id, page.body, t.breaches::text as breaches
         from page join agent_documents t on t.agent_id = page.id order by page.id`,
        p.values,
        "varies",
      );
      return rows.map(judgedOf);
    },
    async oldestBreach(policy, filter) {
      const p = new Params();
      const where = sqlOfFilter(filter, p);
      const name = p.text(policy);
      const [row] = await database.query(
        `with breaking as materialized (
           select a.id from agents a where (${where}) and ${name} = any(a.policies))
         select min((b.breach->>'since')::bigint)::text as since
         from breaking join agent_documents t on t.agent_id = breaking.id
         cross join lateral json_array_elements(t.breaches) as b(breach)
         where b.breach->>'policy' = ${name} and b.breach->>'excepted' = 'false'`,
        p.values,
        "varies",
      );
      return row === undefined ? null : cells.numberOrNull(row, "since");
    },
    async compliance(policy, fromDay) {
      const p = new Params();
      const rows = await database.query(
        `select policy, day, judged, kept, worst from policy_days
         where policy = ${p.text(policy)} and day >= ${p.text(fromDay)} order by day`,
        p.values,
      );
      return rows.map(dayOf);
    },
  };
}

function policyOf(row: Row): PolicyRecord {
  return {
    name: cells.text(row, "name"),
    title: cells.text(row, "title"),
    description: cells.text(row, "description"),
    rule: cells.json<PolicyRecord["rule"]>(row, "rule"),
    digest: cells.text(row, "digest") as RuleDigest,
    scope: cells.text(row, "scope"),
    severity: cells.text(row, "severity") === "block" ? "block" : "warn",
    enabled: cells.text(row, "enabled") === "true",
    exceptions: cells.json<PolicyRecord["exceptions"]>(row, "exceptions"),
    version: cells.number(row, "version"),
    createdAt: cells.number(row, "created_at"),
    createdBy: cells.text(row, "created_by"),
    changedAt: cells.number(row, "changed_at"),
  };
}

function verdictOf(row: Row): StoredVerdict {
  return {
    rule: cells.text(row, "rule") as RuleDigest,
    body: cells.text(row, "body") as BodyDigest,
    verdict: cells.json<StoredVerdict["verdict"]>(row, "verdict"),
  };
}

function judgedOf(row: Row): JudgedAgent {
  return {
    id: cells.text(row, "id") as AgentId,
    body: cells.textOrNull(row, "body") as BodyDigest | null,
    breaches: cells.json<JudgedAgent["breaches"]>(row, "breaches"),
  };
}

function countOf(row: Row): BodyCount {
  return {
    body: cells.textOrNull(row, "body") as BodyDigest | null,
    agents: cells.number(row, "agents"),
  };
}

function dayOf(row: Row): ComplianceDay {
  return {
    policy: cells.text(row, "policy"),
    day: cells.text(row, "day"),
    judged: cells.number(row, "judged"),
    kept: cells.number(row, "kept"),
    worst: cells.number(row, "worst"),
  };
}
