import type { OptionNode } from "../../catalogue/catalogue.js";
import { durationNs } from "../../text/quantities.js";
import type { ScalarNode } from "../../parse/tree.js";
import type { ValueFault } from "./fault.js";

const SIZE = /^[0-9]+\.?[0-9]*\s*(([kKmMgGtTpP])i?[bB])?$/;

/**
 * What is wrong with a scalar where an option is wanted, or undefined when the Collector takes it: null fits
 * everything, a number is a duration in nanoseconds, `1.5` fits an integer, text is never turned into a number or a
 * boolean, and one text fits a list of texts.
 */
export function scalarFault(node: ScalarNode, option: OptionNode): ValueFault["kind"] | undefined {
  const { type, value, source } = node;
  if (type === "null" || type === "time" || node.references.length > 0) return undefined;
  const numeric = type === "int" || type === "float";
  switch (option.kind) {
    case "any":
      return undefined;
    case "boolean":
      return type === "bool" ? undefined : "type";
    case "number":
      return numeric ? undefined : "type";
    case "integer":
      if (!numeric) return "type";
      return option.unsigned === true && Number(value) < 0 ? "negative" : undefined;
    case "duration":
      if (numeric) return undefined;
      if (type !== "text") return "type";
      return isDuration(source) ? undefined : "duration";
    case "size":
      if (numeric) return undefined;
      if (type !== "text") return "type";
      return SIZE.test(source) ? undefined : "size";
    case "string":
      if (type !== "text") return "type";
      return fitsEnum(source, option) ? undefined : "enum";
    case "array":
      return type === "text" && takesText(option.items) ? undefined : "type";
    case "object":
      return "type";
  }
}

/** Go's duration text; `0` needs no unit. */
export function isDuration(text: string): boolean {
  return /^[-+]?0$/.test(text) || durationNs(text) !== undefined;
}

function fitsEnum(text: string, option: OptionNode): boolean {
  if (option.enum === undefined) return true;
  if (option.anyCase !== true) return option.enum.includes(text);
  const lower = text.toLowerCase();
  return option.enum.some((word) => word.toLowerCase() === lower);
}

/** Whether a list of such items may be written as one text with commas. */
function takesText(items: OptionNode | undefined): boolean {
  return (
    items === undefined ||
    (items.kind === "any" && items.alternatives === undefined) ||
    (items.kind === "string" && items.enum === undefined)
  );
}
