import type { OptionNode } from "../../catalogue/catalogue.js";
import { listed } from "../nearest.js";

/** `a map`, `text`, `a duration such as 5s`: what an option takes, for messages. */
export function wanted(option: OptionNode): string {
  if (option.alternatives !== undefined)
    return [...new Set(option.alternatives.map(wanted))].join(" or ");
  switch (option.kind) {
    case "object":
      return "a map";
    case "array":
      return option.items === undefined ? "a list" : `a list of ${plural(option.items)}`;
    case "string":
      return option.enum === undefined ? "text" : `one of ${listed(option.enum, ENUM_SHOWN_MAX)}`;
    case "boolean":
      return "true or false";
    case "integer":
      return option.unsigned === true ? "a whole number of 0 or more" : "a whole number";
    case "number":
      return "a number";
    case "duration":
      return "a duration such as 5s";
    case "size":
      return "a size such as 1MiB";
    case "any":
      return "anything";
  }
}

/** Most words of an enum that a message lists. */
export const ENUM_SHOWN_MAX = 12;

function plural(option: OptionNode): string {
  switch (option.kind) {
    case "object":
      return "maps";
    case "array":
      return "lists";
    case "string":
      return "texts";
    case "integer":
    case "number":
      return "numbers";
    case "duration":
      return "durations";
    default:
      return "values";
  }
}

/** The part of a path that is inside its owner, `a.b.0`. */
export function inside(path: readonly string[], depth: number): string {
  return path.slice(depth).join(".");
}
