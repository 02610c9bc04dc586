import * as cells from "../database/cells.js";
import type { Session } from "../database/database.js";
import { toDocument } from "../database/document.js";
import { Params } from "../database/params.js";
import type { WriteOf } from "./report-writes.js";
import type { PendingChange } from "./write-results.js";

/** Stores bodies that are not stored yet. */
export async function addBodies(
  session: Session,
  writes: readonly WriteOf<"add-bodies">[],
): Promise<readonly PendingChange[]> {
  const bodies = writes.flatMap(({ at, bodies: some }) => some.map((body) => ({ ...body, at })));
  if (bodies.length === 0) return [];
  const p = new Params();
  const digests = p.each("text", bodies, (body) => body.digest);
  const kinds = p.each("text", bodies, (body) => body.kind);
  const texts = p.each("text", bodies, (body) => body.text);
  const times = p.each("bigint", bodies, (body) => body.at);
  await session.query(
    `insert into bodies (digest, kind, text, kept_at)
     select d.digest, d.kind, d.text, d.at
     from unnest(${digests}, ${kinds}, ${texts}, ${times}) with ordinality
       as d(digest, kind, text, at, place)
     order by d.digest, d.place
     on conflict do nothing`,
    p.values,
  );
  return [];
}

/** Entries that are there already, and entries of agents that are gone, are left out. */
export async function addTimeline(
  session: Session,
  writes: readonly WriteOf<"add-timeline">[],
): Promise<readonly PendingChange[]> {
  const entries = writes.flatMap(({ id, entries }) =>
    entries.map((entry) => ({ agent: id, entry })),
  );
  if (entries.length > 0) {
    const p = new Params();
    const arrays = [
      p.each("uuid", entries, (one) => one.agent),
      p.each("text", entries, (one) => one.entry.id),
      p.each("bigint", entries, (one) => one.entry.at),
      p.each("text", entries, (one) => one.entry.kind),
      p.each("text", entries, (one) => one.entry.summary),
      p.verbatim(
        "text",
        entries.map((one) => toDocument(one.entry.detail)),
      ),
    ];
    await session.query(
      `insert into timeline (agent_id, id, at, kind, summary, detail)
       select d.agent, d.id, d.at, d.kind, d.summary, d.detail::json
       from unnest(${arrays.join(", ")}) as d(agent, id, at, kind, summary, detail)
       join agents a on a.id = d.agent
       on conflict do nothing`,
      p.values,
    );
  }
  const p = new Params();
  const rows = await session.query(
    `select instance_uid, version::text as version from agents
     where id = any(${p.array(
       "uuid",
       writes.map((write) => write.id),
     )})`,
    p.values,
  );
  return rows.map((row) => ({
    kind: "agent.changed",
    id: cells.text(row, "instance_uid"),
    version: cells.number(row, "version"),
  }));
}
