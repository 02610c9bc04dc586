import { type ConfigDifference, redact } from "@fleethub/collector-config";

/** Longest value shown. */
const VALUE_LENGTH_MAX = 80;

/** One line about a difference, without secrets; empty where there is none. */
export function describeDifference(difference: ConfigDifference | undefined): string {
  if (difference === undefined) return "";
  const { kind, path, desired, effective } = difference;
  const where = path.join(".");
  const key = path.at(-1) ?? "";
  if (kind === "missing") return `${where} is not in what runs`;
  if (kind === "extra") return `${where} runs and nobody asked for it`;
  return `${where} is ${shown(key, effective)}, not ${shown(key, desired)}`;
}

/** The value as it may be shown under its key. */
function shown(key: string, value: string | undefined): string {
  if (value === undefined) return "absent";
  const short = value.length > VALUE_LENGTH_MAX ? `${value.slice(0, VALUE_LENGTH_MAX)}…` : value;
  const prefix = `${JSON.stringify(key)}: `;
  const masked = redact(`${prefix}${JSON.stringify(short)}\n`).text.trim();
  const text = masked.startsWith(prefix) ? masked.slice(prefix.length) : masked;
  return text.replace(/^"(.*)"$/, "$1");
}
