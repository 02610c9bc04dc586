import type { Finding } from "@fleethub/collector-config";

const SHORT = 28;

/** A verb for the button that applies a finding's edit. */
export function remedyLabel({ edit }: Finding): string {
  if (edit === undefined) return "";
  const text = edit.replacement.replace(/^[\s,]+|[\s,]+$/g, "");
  const short = text !== "" && text.length <= SHORT && !text.includes("\n");
  if (edit.replacement === "") return "Remove it";
  if (edit.length === 0) return short ? `Insert ${text}` : "Insert it";
  return short ? `Change to ${text}` : "Change it";
}
