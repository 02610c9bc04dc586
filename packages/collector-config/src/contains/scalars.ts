import { locateReferences, unescapeDollars } from "../parse/references.js";
import type { ScalarNode } from "../parse/tree.js";
import { REDACTED } from "../redact/marker.js";
import { durationNs, sizeBytes } from "../text/quantities.js";

/**
 * Whether a scalar that the Collector printed can be the desired one after parsing: numbers by value (`1.5` for an
 * integer prints as 1), durations and sizes by amount, `normal` as `Normal`, `$$` as `$`; a secret and whatever a
 * `${…}` stands for are equal to anything.
 */
export function sameScalar(desired: ScalarNode, effective: ScalarNode): boolean {
  const wanted = desired.source;
  const found = effective.source;
  if (found === REDACTED || wanted === REDACTED || wanted === found) return true;
  if (desired.references.length > 0) return fits(desired, found);
  if (desired.type === "text" && unescapeDollars(wanted) === found) return true;
  if (desired.type === "bool" || effective.type === "bool")
    return desired.value === effective.value;
  if (sameNumber(desired, effective) || sameQuantity(desired, effective)) return true;
  return /^[A-Za-z]+$/.test(wanted) && wanted.toLowerCase() === found.toLowerCase();
}

function isNumber(node: ScalarNode): boolean {
  return node.type === "int" || node.type === "float";
}

function sameNumber(desired: ScalarNode, effective: ScalarNode): boolean {
  if (!isNumber(desired) || !isNumber(effective)) return false;
  const wanted = Number(desired.value);
  const found = Number(effective.value);
  if (typeof desired.value === "bigint" && typeof effective.value === "bigint") {
    return desired.value === effective.value;
  }
  const truncated = effective.type === "int" && Math.trunc(wanted) === found;
  return Object.is(wanted, found) || wanted === found || truncated;
}

function sameQuantity(desired: ScalarNode, effective: ScalarNode): boolean {
  return [durationNs, sizeBytes].some((read) => {
    const wanted = amount(desired, read);
    const found = amount(effective, read);
    return wanted !== undefined && wanted === found && !(isNumber(desired) && isNumber(effective));
  });
}

function amount(node: ScalarNode, read: (text: string) => number | undefined): number | undefined {
  return isNumber(node) ? Number(node.value) : read(node.source);
}

/** Whether a text can come from one with references: everything between them must be there, in order. */
function fits(desired: ScalarNode, found: string): boolean {
  const { source } = desired;
  let rest = found;
  let from = 0;
  for (const { at, reference } of locateReferences(source)) {
    const literal = unescapeDollars(source.slice(from, at));
    const hit = rest.indexOf(literal);
    if (hit < 0 || (from === 0 && hit > 0)) return false;
    rest = rest.slice(hit + literal.length);
    from = at + reference.raw.length;
  }
  return rest.endsWith(unescapeDollars(source.slice(from)));
}
