import { aliasOf } from "../../facts/aliases.js";
import { COMPONENT_CLASSES, type ComponentClass } from "../../parse/config.js";
import { globMatches } from "./glob.js";

/** What patterns ask of a component. */
export interface Named {
  readonly class: ComponentClass;
  /** `type` or `type/name`. */
  readonly id: string;
}

/**
 * Whether a component matches a list of patterns: one that does not start with `!` must match (or there is none of
 * them), and none that starts with `!`. A pattern is `[class:]type[/name]`, `*` stands for any characters. Without a
 * slash the name does not count (`redaction` matches `redaction/pii`), `type/` is the one without a name, `type/*` any.
 * A renamed component answers to both its names.
 */
export function matchesPatterns(
  component: Named,
  patterns: readonly string[] | undefined,
): boolean {
  if (patterns === undefined || patterns.length === 0) return true;
  const wanted = patterns.filter((each) => !each.startsWith("!"));
  const unwanted = patterns.filter((each) => each.startsWith("!"));
  if (unwanted.some((each) => matchesPattern(component, each.slice(1)))) return false;
  return wanted.length === 0 || wanted.some((each) => matchesPattern(component, each));
}

function matchesPattern(component: Named, pattern: string): boolean {
  const { kind, type, name } = readPattern(pattern);
  if (kind !== undefined && kind !== component.class) return false;
  const slash = component.id.indexOf("/");
  const ownType = slash < 0 ? component.id : component.id.slice(0, slash);
  const ownName = slash < 0 ? "" : component.id.slice(slash + 1);
  if (name !== undefined && !globMatches(name, ownName)) return false;
  if (globMatches(type, ownType)) return true;
  const alias = aliasOf(component.class, ownType);
  return alias !== undefined && globMatches(type, alias);
}

interface ReadPattern {
  readonly kind: ComponentClass | undefined;
  readonly type: string;
  /** Undefined where the name does not count. */
  readonly name: string | undefined;
}

function readPattern(pattern: string): ReadPattern {
  const colon = pattern.indexOf(":");
  const word = pattern.slice(0, Math.max(colon, 0));
  const kind = COMPONENT_CLASSES.find((each) => each === word);
  const id = kind === undefined ? pattern : pattern.slice(colon + 1);
  const slash = id.indexOf("/");
  if (slash < 0) return { kind, type: id, name: undefined };
  return { kind, type: id.slice(0, slash), name: id.slice(slash + 1) };
}

const PATTERN = /^!?(?:(?:receiver|processor|exporter|connector|extension):)?[\w*]+(?:\/[^\s]*)?$/;

/** What is wrong with a component pattern, or undefined. */
export function componentPatternProblem(pattern: string): string | undefined {
  if (PATTERN.test(pattern)) return undefined;
  return `"${pattern}" is no component pattern: [class:]type[/name] with * for any characters, ! before it to exclude`;
}
