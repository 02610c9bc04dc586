import type { EnrolmentReader, EnrolmentTokenRecord } from "@fleethub/control-plane";
import { type AgentId, type AgentStanding, NO_ACCESS } from "@fleethub/fleet";
import * as cells from "../database/cells.js";
import type { Database, Row } from "../database/database.js";
import { Params } from "../database/params.js";

const TOKEN = `name, key_id, secret_hash, description, labels::text as labels, group_name, admission,
  expires_at::text as expires_at, uses_max, uses, last_used_at::text as last_used_at, last_address,
  revoked_at::text as revoked_at, revoked_by, reason, version::text as version,
  created_at::text as created_at, created_by`;

const standing = (table: string, prefix: string) =>
  `${table}.id::text as ${prefix}id, ${table}.admission as ${prefix}admission,
   ${table}.enrolment as ${prefix}enrolment, ${table}.access::text as ${prefix}access`;

/** Enrolment tokens by name, and how agents stand that knock. */
export function enrolmentReader(database: Database): EnrolmentReader {
  return {
    async list() {
      const rows = await database.query(`select ${TOKEN} from enrolment_tokens order by name`);
      return rows.map(tokenOf);
    },
    async get(name) {
      const p = new Params();
      const [row] = await database.query(
        `select ${TOKEN} from enrolment_tokens where name = ${p.text(name)}`,
        p.values,
      );
      return row === undefined ? null : tokenOf(row);
    },
    async counts() {
      const rows = await database.query(
        `select enrolment, count(*)::text as agents from agents
         where enrolment is not null group by enrolment`,
      );
      return rows.map((row) => ({
        token: cells.text(row, "enrolment"),
        agents: cells.number(row, "agents"),
      }));
    },
    async holders(uids) {
      if (uids.length === 0) return [];
      const p = new Params();
      const rows = await database.query(
        `select ${standing("k", "known_")}, ${standing("g", "given_")}, n.keeps::text as keeps
         from unnest(${p.array("text", uids)}) with ordinality as d(uid, place)
         left join agent_uids u on u.uid = d.uid left join agents k on k.id = u.agent_id
         left join given_uids n on n.uid = d.uid left join agents g on g.id = n.agent_id
         order by d.place`,
        p.values,
      );
      return rows.map((row) => {
        const by = standingOf(row, "given_");
        return {
          known: standingOf(row, "known_"),
          given: by === null ? null : { by, keeps: cells.text(row, "keeps") === "true" },
        };
      });
    },
    async standings(ids) {
      if (ids.length === 0) return [];
      const p = new Params();
      const rows = await database.query(
        `select ${standing("a", "")} from unnest(${p.array("uuid", ids)}) with ordinality as d(id, place)
         left join agents a on a.id = d.id order by d.place`,
        p.values,
      );
      return rows.map((row) => standingOf(row, ""));
    },
  };
}

function standingOf(row: Row, prefix: string): AgentStanding | null {
  const id = cells.textOrNull(row, `${prefix}id`);
  if (id === null) return null;
  return {
    id: id as AgentId,
    admission: cells.text(row, `${prefix}admission`) as AgentStanding["admission"],
    enrolment: cells.textOrNull(row, `${prefix}enrolment`),
    access: { ...NO_ACCESS, ...cells.json<AgentStanding["access"]>(row, `${prefix}access`) },
  };
}

function tokenOf(row: Row): EnrolmentTokenRecord {
  return {
    name: cells.text(row, "name"),
    keyId: cells.text(row, "key_id"),
    secretHash: cells.text(row, "secret_hash"),
    description: cells.text(row, "description"),
    labels: cells.json<EnrolmentTokenRecord["labels"]>(row, "labels"),
    group: cells.textOrNull(row, "group_name"),
    admission: cells.text(row, "admission") === "admitted" ? "admitted" : "awaiting-approval",
    expiresAt: cells.numberOrNull(row, "expires_at"),
    usesMax: cells.numberOrNull(row, "uses_max"),
    uses: cells.number(row, "uses"),
    lastUsedAt: cells.numberOrNull(row, "last_used_at"),
    lastAddress: cells.textOrNull(row, "last_address"),
    revokedAt: cells.numberOrNull(row, "revoked_at"),
    revokedBy: cells.textOrNull(row, "revoked_by"),
    reason: cells.textOrNull(row, "reason"),
    version: cells.number(row, "version"),
    createdAt: cells.number(row, "created_at"),
    createdBy: cells.text(row, "created_by"),
  };
}
