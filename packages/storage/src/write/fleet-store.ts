import { randomBytes } from "node:crypto";
import type { FleetStore, StoredBody } from "@fleethub/control-plane";
import type { BodyDigest } from "@fleethub/fleet";
import * as cells from "../database/cells.js";
import type { Database } from "../database/database.js";
import { Params } from "../database/params.js";
import { isUuid } from "../database/uuid.js";
import { AGENT_COLUMNS, AGENT_TABLES, agentOf } from "../read/agent-rows.js";
import { commit } from "./commit.js";
import { retried } from "./retried.js";
import { claim, retake } from "./take-agents.js";

/** Bytes of a secret key. */
const KEY_SIZE_BYTES = 32;

/** The store over one database; `committed` is told the sequence after each commit, `close` ends it all. */
export function fleetStore(
  database: Database,
  committed: (sequence: number) => void,
  close: () => Promise<void>,
): FleetStore {
  return {
    async commit(changes) {
      const result = await commit(database, changes);
      if (result.kind === "committed") committed(result.sequence);
      return result;
    },
    claim: (owner, arrivals) => claim(database, owner, arrivals),
    retake: (owner, returns) => retake(database, owner, returns),
    async agentById(id) {
      if (!isUuid(id)) return null;
      const p = new Params();
      const [row] = await database.query(
        `select ${AGENT_COLUMNS} from ${AGENT_TABLES} where a.id = ${p.as("uuid", id)}`,
        p.values,
      );
      return row === undefined ? null : agentOf(row);
    },
    async body(digest) {
      const p = new Params();
      const [row] = await database.query(
        `select digest, kind, text from bodies where digest = ${p.text(digest)}`,
        p.values,
      );
      if (row === undefined) return null;
      return {
        digest: cells.text(row, "digest") as BodyDigest,
        kind: cells.text(row, "kind") as StoredBody["kind"],
        text: cells.text(row, "text"),
      };
    },
    async missingBodies(digests, at) {
      if (digests.length === 0) return [];
      const p = new Params();
      const marked = `update bodies set kept_at = ${p.as("bigint", at)}
        where digest = any(${p.array("text", digests)}) returning digest`;
      const rows = await retried(database, (session) => session.query(marked, p.values));
      const there = new Set(rows.map((row) => cells.text(row, "digest")));
      return digests.filter((digest) => !there.has(digest));
    },
    async secretKey(name) {
      const fresh = new Params();
      await database.query(
        `insert into secret_keys (name, key) values (${fresh.text(name)},
           decode(${fresh.text(randomBytes(KEY_SIZE_BYTES).toString("hex"))}, 'hex'))
         on conflict do nothing`,
        fresh.values,
      );
      const p = new Params();
      const [row] = await database.query(
        `select encode(key, 'hex') as key from secret_keys where name = ${p.text(name)}`,
        p.values,
      );
      if (row === undefined) throw new Error(`The key ${name} was not stored.`);
      return Uint8Array.from(Buffer.from(cells.text(row, "key"), "hex"));
    },
    close,
  };
}
