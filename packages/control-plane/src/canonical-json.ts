/**
 * JSON with sorted keys and without undefined members: the same text for the same meaning. A `bigint` becomes its
 * decimal text.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(value), decimal) ?? "null";
}

function decimal(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, sorted(each)]),
  );
}
