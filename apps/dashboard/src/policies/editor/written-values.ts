import type { PlainScalar } from "@fleethub/collector-config";

/** Entries of a list: one a line, or apart by commas. */
export function listOf(text: string): string[] {
  return text
    .split(/[\n,]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}

/** A value as one writes it in YAML: `true`, `4`, `null`, `5s`; quoted where a text would be read as one of those. */
export function scalarOf(text: string): PlainScalar {
  const written = text.trim();
  if (written === "true" || written === "false") return written === "true";
  if (written === "null") return null;
  if (/^-?\d+(?:\.\d+)?$/.test(written)) return Number(written);
  const quoted = /^"(.*)"$|^'(.*)'$/.exec(written);
  return quoted === null ? written : (quoted[1] ?? quoted[2] ?? "");
}

/** The writing that {@link scalarOf} reads as this value. */
export function scalarText(value: PlainScalar): string {
  if (typeof value !== "string") return `${value}`;
  return value === "" || scalarOf(value) !== value ? `"${value}"` : value;
}

/** Keys of an option: `tls.insecure`; a key that has a dot of its own is quoted. */
export function pathOf(text: string): string[] {
  const keys = text.trim().matchAll(/"([^"]*)"|([^."]+)/g);
  return [...keys].map(([, quoted, plain]) => quoted ?? (plain ?? "").trim());
}

/** The writing that {@link pathOf} reads as these keys. */
export function pathText(path: readonly string[]): string {
  return path.map((key) => (key.includes(".") ? `"${key}"` : key)).join(".");
}
