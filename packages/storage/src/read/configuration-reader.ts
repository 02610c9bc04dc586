import type {
  ConfigurationReader,
  ConfigurationRecord,
  PageRequest,
  Rendering,
  RevisionRecord,
  SecretValueIds,
} from "@fleethub/control-plane";
import type { ConfigHash } from "@fleethub/fleet";
import * as cells from "../database/cells.js";
import type { Database, Row } from "../database/database.js";
import { Params } from "../database/params.js";
import { pageOf, startOf } from "./cursor.js";
import { sqlOfScope } from "./sql-of-scope.js";

const CONFIGURATION = `name, kind, description, latest_revision, version::text as version,
  created_at::text as created_at, created_by`;
const REVISION = `configuration, number, coalesce(source, content) as source, layers::text as layers,
  variables::text as variables, content, message, fingerprint, hash,
  created_at::text as created_at, created_by`;

/** Numbers beyond this are no revision; PostgreSQL would refuse them. */
const NUMBER_MAX = 2_147_483_647;

/** Configurations by name, revisions newest first. */
export function configurationReader(database: Database): ConfigurationReader {
  const one = async (text: string, p: Params): Promise<Row | null> =>
    (await database.query(text, p.values))[0] ?? null;
  return {
    list: (page) => listConfigurations(database, page),
    async get(name) {
      const p = new Params();
      const row = await one(
        `select ${CONFIGURATION} from configurations where name = ${p.text(name)}`,
        p,
      );
      return row === null ? null : configurationOf(row);
    },
    revisions: (name, page) => listRevisions(database, name, page),
    async revision(name, number) {
      if (!Number.isInteger(number) || Math.abs(number) > NUMBER_MAX) return null;
      const p = new Params();
      const row = await one(
        `select ${REVISION} from revisions where configuration = ${p.text(name)}
         and number = ${p.as("integer", number)}`,
        p,
      );
      return row === null ? null : revisionOf(row);
    },
    async revisionByHash(hash) {
      const p = new Params();
      const row = await one(
        `with named as (
           select configuration, number from revisions where hash = ${p.text(hash)}
           union select configuration, revision from renderings where hash = ${p.text(hash)})
         select ${REVISION} from revisions join named using (configuration, number)
         order by revisions.created_at desc, number desc limit 1`,
        p,
      );
      return row === null ? null : revisionOf(row);
    },
    async rendering(hash) {
      const p = new Params();
      const row = await one(
        `select hash, configuration, revision, content, ids::text as secrets
         from renderings left join named_secrets using (hash) where hash = ${p.text(hash)}`,
        p,
      );
      return row === null ? null : renderingOf(row);
    },
    async pinnedAgents(name, scope) {
      const p = new Params();
      const row = await one(
        `select count(*)::text as total from agents a
         where a.pinned_configuration = ${p.text(name)} and ${sqlOfScope(scope, p)}`,
        p,
      );
      return row === null ? 0 : cells.number(row, "total");
    },
  };
}

async function listConfigurations(
  database: Database,
  page: PageRequest,
): ReturnType<ConfigurationReader["list"]> {
  const [counts] = await database.query("select count(*)::text as total from configurations");
  const total = counts === undefined ? 0 : cells.number(counts, "total");
  const { after, empty } = startOf(page, ["string"]);
  if (empty) return { items: [], nextCursor: null, total };
  const p = new Params();
  const beyond = after === null ? "true" : `name > ${p.text(String(after[0]))}`;
  const rows = await database.query(
    `select ${CONFIGURATION} from configurations where ${beyond}
     order by name limit ${p.as("bigint", page.limit + 1)}`,
    p.values,
  );
  return pageOf(rows, page.limit, total, configurationOf, (row) => [cells.text(row, "name")]);
}

async function listRevisions(
  database: Database,
  name: string,
  page: PageRequest,
): ReturnType<ConfigurationReader["revisions"]> {
  const counted = new Params();
  const [counts] = await database.query(
    `select count(*)::text as total from revisions where configuration = ${counted.text(name)}`,
    counted.values,
  );
  const total = counts === undefined ? 0 : cells.number(counts, "total");
  const { after, empty } = startOf(page, ["number"]);
  if (empty) return { items: [], nextCursor: null, total };
  const p = new Params();
  const of = p.text(name);
  const beyond = after === null ? "true" : `number < ${p.as("bigint", after[0] ?? 0)}`;
  const rows = await database.query(
    `select ${REVISION} from revisions where configuration = ${of} and ${beyond}
     order by number desc limit ${p.as("bigint", page.limit + 1)}`,
    p.values,
  );
  return pageOf(rows, page.limit, total, revisionOf, (row) => [cells.number(row, "number")]);
}

function configurationOf(row: Row): ConfigurationRecord {
  return {
    name: cells.text(row, "name"),
    kind: cells.text(row, "kind") === "fragment" ? "fragment" : "complete",
    description: cells.text(row, "description"),
    latestRevision: cells.number(row, "latest_revision"),
    version: cells.number(row, "version"),
    createdAt: cells.number(row, "created_at"),
    createdBy: cells.text(row, "created_by"),
  };
}

function revisionOf(row: Row): RevisionRecord {
  return {
    configuration: cells.text(row, "configuration"),
    number: cells.number(row, "number"),
    source: cells.text(row, "source"),
    layers: cells.json<RevisionRecord["layers"]>(row, "layers"),
    variables: cells.json<RevisionRecord["variables"]>(row, "variables"),
    content: cells.text(row, "content"),
    message: cells.text(row, "message"),
    fingerprint: cells.text(row, "fingerprint"),
    hash: cells.text(row, "hash") as ConfigHash,
    createdAt: cells.number(row, "created_at"),
    createdBy: cells.text(row, "created_by"),
  };
}

function renderingOf(row: Row): Rendering {
  const secrets = cells.jsonOrNull<SecretValueIds>(row, "secrets");
  return {
    hash: cells.text(row, "hash") as ConfigHash,
    configuration: cells.text(row, "configuration"),
    revision: cells.number(row, "revision"),
    content: cells.text(row, "content"),
    ...(secrets === null ? {} : { secrets }),
  };
}
