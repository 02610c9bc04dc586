import type {
  ApiTokenReader,
  PageRequest,
  PeopleReader,
  ProviderReader,
  SessionReader,
} from "@fleethub/control-plane";
import * as cells from "../database/cells.js";
import type { Database, Row } from "../database/database.js";
import { Params } from "../database/params.js";
import {
  API_TOKEN,
  apiTokenOf,
  PERSON,
  personOf,
  PROVIDER,
  providerOf,
  SESSION,
  sessionOf,
} from "./account-rows.js";
import { type CursorKey, pageOf, startOf } from "./cursor.js";

/** The first row, read; null where there is none. */
async function one<T>(
  database: Database,
  text: (p: Params) => string,
  read: (row: Row) => T,
): Promise<T | null> {
  const p = new Params();
  const [row] = await database.query(text(p), p.values);
  return row === undefined ? null : read(row);
}

/** How a list is cut into pages. */
interface Listing<T> {
  readonly table: string;
  readonly columns: string;
  /** What narrows the list; placeholders are made in this `Params`. */
  where(p: Params): string;
  /** Rows beyond the key of a cursor. */
  beyond(p: Params, after: CursorKey): string;
  readonly order: string;
  readonly types: readonly ("string" | "number")[];
  read(row: Row): T;
  key(item: T): CursorKey;
}

async function paged<T>(database: Database, listing: Listing<T>, page: PageRequest) {
  const { after, empty } = startOf(page, listing.types);
  const counted = new Params();
  const [total] = await database.query(
    `select count(*)::text as total from ${listing.table} where ${listing.where(counted)}`,
    counted.values,
  );
  const all = total === undefined ? 0 : cells.number(total, "total");
  if (empty) return { items: [], nextCursor: null, total: all };
  const p = new Params();
  const beyond = after === null ? "true" : listing.beyond(p, after);
  const rows = await database.query(
    `select ${listing.columns} from ${listing.table} where (${listing.where(p)}) and ${beyond}
     order by ${listing.order} limit ${p.as("bigint", page.limit + 1)}`,
    p.values,
    "varies",
  );
  const { read, key } = listing;
  return pageOf(rows, page.limit, all, read, (row) => key(read(row)));
}

export function peopleReader(database: Database): PeopleReader {
  const person = (condition: (p: Params) => string) =>
    one(database, (p) => `select ${PERSON} from people where ${condition(p)}`, personOf);
  return {
    list: (page) =>
      paged(
        database,
        {
          table: "people",
          columns: PERSON,
          where: () => "true",
          beyond: (p, [name = ""]) => `name > ${p.text(String(name))}`,
          order: "name",
          types: ["string"],
          read: personOf,
          key: ({ name }) => [name],
        },
        page,
      ),
    get: (name) => person((p) => `name = ${p.text(name)}`),
    byIdentity: (provider, subject) =>
      person((p) => `provider = ${p.text(provider)} and subject = ${p.text(subject)}`),
    byInvitation: (id) => person((p) => `invitation_id = ${p.text(id)}`),
    async administrators() {
      const text = "select count(*)::text as total from people where administrator";
      const total = await one(
        database,
        () => text,
        (row) => cells.number(row, "total"),
      );
      return total ?? 0;
    },
    firstRunLink: (id) =>
      one(
        database,
        (p) =>
          `select id, hash, expires_at::text as expires_at from first_run_links
           where id = ${p.text(id)}`,
        (row) => ({
          id: cells.text(row, "id"),
          hash: cells.text(row, "hash"),
          expiresAt: cells.number(row, "expires_at"),
        }),
      ),
  };
}

export function sessionReader(database: Database): SessionReader {
  return {
    list: ({ person, now, seenAfter }, page) =>
      paged(
        database,
        {
          table: "sessions",
          columns: SESSION,
          where: (p) =>
            `${person === null ? "true" : `person = ${p.text(person)}`}
             and expires_at > ${p.as("bigint", now)} and last_seen_at > ${p.as("bigint", seenAfter)}`,
          beyond: (p, [startedAt = 0, id = ""]) =>
            `(started_at, id) < (${p.as("bigint", startedAt)}, ${p.text(String(id))})`,
          order: "started_at desc, id desc",
          types: ["number", "string"],
          read: sessionOf,
          key: ({ startedAt, id }) => [startedAt, id],
        },
        page,
      ),
    get: (id) =>
      one(database, (p) => `select ${SESSION} from sessions where id = ${p.text(id)}`, sessionOf),
  };
}

export function apiTokenReader(database: Database): ApiTokenReader {
  return {
    list: (whose, page) =>
      paged(
        database,
        {
          table: "api_tokens",
          columns: API_TOKEN,
          where: (p) => {
            if (whose === "everybody") return "true";
            return whose === "nobody" ? "owner is null" : `owner = ${p.text(whose.person)}`;
          },
          beyond: (p, [of = "", newest = 0, id = ""]) =>
            `(coalesce(owner, ''), -created_at, id)
             > (${p.text(String(of))}, ${p.as("bigint", newest)}, ${p.text(String(id))})`,
          order: "coalesce(owner, ''), created_at desc, id",
          types: ["string", "number", "string"],
          read: apiTokenOf,
          key: (token) => [token.owner ?? "", -token.createdAt, token.id],
        },
        page,
      ),
    get: (id) =>
      one(
        database,
        (p) => `select ${API_TOKEN} from api_tokens where id = ${p.text(id)}`,
        apiTokenOf,
      ),
  };
}

export function providerReader(database: Database): ProviderReader {
  return {
    async list() {
      const rows = await database.query(`select ${PROVIDER} from providers order by name`);
      return rows.map(providerOf);
    },
    get: (name) =>
      one(
        database,
        (p) => `select ${PROVIDER} from providers where name = ${p.text(name)}`,
        providerOf,
      ),
  };
}
