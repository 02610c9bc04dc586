import * as cells from "../database/cells.js";
import type { Session } from "../database/database.js";
import { toDocument } from "../database/document.js";
import { Params } from "../database/params.js";
import type { WriteOf } from "./report-writes.js";
import { conflict } from "./write-results.js";
import type { PendingChange } from "./write-results.js";

const changed = (id: string, version: number): readonly PendingChange[] => [
  { kind: "configuration.changed", id, version },
];

export async function addConfiguration(
  session: Session,
  { kind, configuration }: WriteOf<"add-configuration">,
): Promise<readonly PendingChange[]> {
  const { name, version } = configuration;
  const p = new Params();
  const rows = await session.query(
    `insert into configurations (name, kind, description, latest_revision, version, created_at, created_by)
     values (${p.text(name)}, ${p.text(configuration.kind)}, ${p.text(configuration.description)},
       ${p.as("integer", configuration.latestRevision)}, ${p.as("bigint", version)},
       ${p.as("bigint", configuration.createdAt)}, ${p.text(configuration.createdBy)})
     on conflict do nothing returning 1`,
    p.values,
  );
  if (rows.length === 0) throw conflict(kind, name, "exists");
  return changed(name, version);
}

export async function setConfiguration(
  session: Session,
  write: WriteOf<"set-configuration">,
): Promise<readonly PendingChange[]> {
  const p = new Params();
  const rows = await session.query(
    `update configurations set version = version + 1,
       description = coalesce(${p.text(write.description ?? null)}, description)
     where name = ${p.text(write.name)} and version = ${p.as("bigint", write.expect)}
     returning version::text as version`,
    p.values,
  );
  const row = rows[0];
  if (row === undefined) throw await refusal(session, write.kind, write.name);
  return changed(write.name, cells.number(row, "version"));
}

export async function removeConfiguration(
  session: Session,
  write: WriteOf<"remove-configuration">,
): Promise<readonly PendingChange[]> {
  const p = new Params();
  const rows = await session.query(
    `with gone as (
       delete from configurations where name = ${p.text(write.name)}
       and version = ${p.as("bigint", write.expect)} returning name),
     kept as (
       insert into bodies (digest, kind, text)
       select r.hash, 'remote-config', r.content from renderings r join gone on gone.name = r.configuration
       order by r.hash on conflict do nothing)
     select name from gone`,
    p.values,
  );
  if (rows.length === 0) throw await refusal(session, write.kind, write.name);
  return [{ kind: "configuration.removed", id: write.name, version: write.expect }];
}

/** Two that race for the same number meet at the configuration's row; one of them is refused. */
export async function addRevision(
  session: Session,
  { kind, revision }: WriteOf<"add-revision">,
): Promise<readonly PendingChange[]> {
  const name = revision.configuration;
  const head = new Params();
  const rows = await session.query(
    `update configurations set version = version + 1, latest_revision = latest_revision + 1
     where name = ${head.text(name)} and latest_revision = ${head.as("integer", revision.number - 1)}
     returning version::text as version`,
    head.values,
  );
  const row = rows[0];
  if (row === undefined) throw await refusal(session, kind, name);
  const p = new Params();
  await session.query(
    `insert into revisions (configuration, number, source, layers, variables, content, message,
       fingerprint, hash, created_at, created_by)
     values (${p.text(name)}, ${p.as("integer", revision.number)},
       ${p.text(revision.source === revision.content ? null : revision.source)},
       ${p.as("json", toDocument(revision.layers))}, ${p.as("json", toDocument(revision.variables))},
       ${p.text(revision.content)},
       ${p.text(revision.message)}, ${p.text(revision.fingerprint)}, ${p.text(revision.hash)},
       ${p.as("bigint", revision.createdAt)}, ${p.text(revision.createdBy)})`,
    p.values,
  );
  return changed(name, cells.number(row, "version"));
}

/** Stores renderings that are not stored yet, in one statement. The first whose revision is missing refuses all. */
export async function addRenderings(
  session: Session,
  writes: readonly WriteOf<"add-rendering">[],
): Promise<readonly PendingChange[]> {
  const p = new Params();
  const arrays = [
    p.each("text", writes, ({ rendering }) => rendering.hash),
    p.each("text", writes, ({ rendering }) => rendering.configuration),
    p.each("integer", writes, ({ rendering }) => rendering.revision),
    p.each("text", writes, ({ rendering }) => rendering.content),
  ];
  const missing = await session.query(
    `with d as materialized (
       select * from unnest(${arrays.join(", ")}) with ordinality
         as d(hash, configuration, revision, content, place)),
     added as (
       insert into renderings (hash, configuration, revision, content)
       select d.hash, d.configuration, d.revision, d.content from d
       join revisions r on r.configuration = d.configuration and r.number = d.revision
       order by d.hash, d.place
       on conflict do nothing)
     select d.configuration from d
     where not exists (select 1 from revisions r
       where r.configuration = d.configuration and r.number = d.revision)
     order by d.place limit 1`,
    p.values,
  );
  const [first] = missing;
  const named = writes.filter(({ rendering }) => rendering.secrets !== undefined);
  if (first === undefined && named.length > 0) await addNamedSecrets(session, named);
  if (first !== undefined) {
    throw conflict("add-rendering", cells.text(first, "configuration"), "missing");
  }
  return [];
}

async function addNamedSecrets(
  session: Session,
  writes: readonly WriteOf<"add-rendering">[],
): Promise<void> {
  const p = new Params();
  const hashes = p.each("text", writes, ({ rendering }) => rendering.hash);
  const ids = p.verbatim(
    "text",
    writes.map(({ rendering }) => toDocument(rendering.secrets ?? {})),
  );
  await session.query(
    `insert into named_secrets (hash, ids)
     select d.hash, d.ids::json from unnest(${hashes}, ${ids}) as d(hash, ids) order by d.hash
     on conflict do nothing`,
    p.values,
  );
}

async function refusal(
  session: Session,
  kind: "set-configuration" | "remove-configuration" | "add-revision",
  name: string,
): Promise<Error> {
  const p = new Params();
  const rows = await session.query(
    `select 1 from configurations where name = ${p.text(name)}`,
    p.values,
  );
  return conflict(kind, name, rows.length === 0 ? "missing" : "version");
}
