import { readFileSync } from "node:fs";

/** Version of this package, read once. */
export const VERSION: string = readVersion();

function readVersion(): string {
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  const json: unknown = JSON.parse(text);
  const known = typeof json === "object" && json !== null && "version" in json;
  return known && typeof json.version === "string" ? json.version : "0.0.0";
}
