import { customType } from "drizzle-orm/pg-core";

/** Text that is compared byte by byte, whatever the locale of the database. */
export const bytewise = customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' });

/** JSON kept as written, key order included; nothing queries inside it. */
export const document = customType<{ data: string }>({ dataType: () => "json" });

/** Milliseconds since the Unix epoch: no driver converts it and no time zone touches it. */
export const millis = customType<{ data: string }>({ dataType: () => "bigint" });

/** Unsigned 64-bit numbers of the protocol, which `bigint` cannot hold. */
export const unsigned64 = customType<{ data: string }>({ dataType: () => "numeric(20)" });

export const bytes = customType<{ data: Uint8Array }>({ dataType: () => "bytea" });

/**
 * What the hub's key sealed. The column is called `sealed` or `…_sealed`, and its table has a key of one column: so a
 * rotation finds it.
 */
export const sealed = customType<{ data: Uint8Array }>({ dataType: () => "bytea" });

/** Of columns made with {@link sealed}. */
export const SEALED_NAME = /(^|_)sealed$/;
