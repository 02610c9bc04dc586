/** Milliseconds since the Unix epoch by the clock of the database, which all hubs share. */
export const NOW = "(extract(epoch from clock_timestamp()) * 1000)::bigint";

/** Holds for a row `l` of a hub that lives. */
export const LEASE_HOLDS = `l.until > ${NOW}`;
