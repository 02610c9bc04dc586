/** The five characters by which PostgreSQL names an error, or the driver's own code; empty where there is none. */
export function sqlState(error: unknown): string {
  if (typeof error !== "object" || error === null) return "";
  const code: unknown = Reflect.get(error, "code");
  return typeof code === "string" ? code : "";
}

/** What has to be there once is there already. */
export const UNIQUE_VIOLATION = "23505";
