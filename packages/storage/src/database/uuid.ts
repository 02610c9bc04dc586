const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** PostgreSQL refuses a statement whose uuid parameter is none. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
