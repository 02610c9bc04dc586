import type { CollectorConfig } from "../parse/config.js";
import type { PathLink } from "../parse/path-link.js";
import type { ConfigNode, ScalarNode } from "../parse/tree.js";
import { redactLiteral } from "./literal.js";
import { REDACTED } from "./marker.js";
import { holdsPrivateKey, redactPatterns } from "./patterns.js";
import { isHeaderMap, isSecretHeader, isSecretName } from "./secret-names.js";

/** One written key or value, and what to write instead (the same where it is no secret). */
export interface Written {
  readonly offset: number;
  readonly end: number;
  readonly replacement: string | undefined;
  /** How it is reached; undefined for keys. */
  readonly link: PathLink | undefined;
  readonly node: ScalarNode | undefined;
}

type Mood = "plain" | "headers" | "secret";

/** Every key and value of a configuration in order of place, secrets with their replacement. */
export function writtenIn(config: CollectorConfig): Written[] {
  const found = new Map<number, Written>();
  const seen = new Map<ConfigNode, Set<Mood>>();
  const walk = (node: ConfigNode, link: PathLink | undefined, mood: Mood): void => {
    const moods = seen.get(node) ?? new Set();
    if (moods.has(mood) || moods.has("secret")) return;
    seen.set(node, moods.add(mood));
    if (node.kind === "scalar") {
      const { offset, end } = node.place;
      const replacement = judge(node, mood, config.text);
      if (end > offset) found.set(offset, { offset, end, replacement, link, node });
    } else if (node.kind === "list") {
      node.items.forEach((item, i) => {
        walk(item, { key: `${i}`, above: link }, mood);
      });
    } else {
      const named = namedSecret(node);
      for (const [key, { keyPlace, value }] of node.entries) {
        const { offset, end } = keyPlace;
        if (!found.has(offset))
          found.set(offset, {
            offset,
            end,
            replacement: undefined,
            link: undefined,
            node: undefined,
          });
        walk(value, { key, above: link }, moodOf(key, value, link, mood, named));
      }
    }
  };
  walk(config.root, undefined, "plain");
  return [...found.values()].sort((a, b) => a.offset - b.offset);
}

function moodOf(
  key: string,
  value: ConfigNode,
  link: PathLink | undefined,
  mood: Mood,
  named: boolean,
): Mood {
  if (mood === "secret") return /(^|_)(file|path|url|type|scheme)$/.test(key) ? "plain" : "secret";
  const listed = mood === "headers" && /^\d+$/.test(link?.key ?? "");
  if (listed && (key === "name" || key === "key")) return "plain";
  if (mood === "headers" && value.kind !== "map" && isSecretHeader(key)) return "secret";
  if (named && ["value", "default_value", "values"].includes(key)) return "secret";
  if (key === "key" && ["api", "auth"].includes(link?.key ?? "")) return "secret";
  if (isHeaderMap(key)) return "headers";
  // Components are named as people like: a map directly below a section is no secret because of its name.
  if (link !== undefined && link.above === undefined && value.kind === "map") return mood;
  const counted =
    /tokens$/i.test(key) && value.kind === "scalar" && typeof value.value === "number";
  return isSecretName(key) && !counted ? "secret" : mood;
}

/** `{name: Authorization, value: …}` and `{key: api_key, value: …}`. */
function namedSecret(node: ConfigNode): boolean {
  return ["name", "key"].some((key) => {
    const name = node.kind === "map" ? node.entries.get(key)?.value : undefined;
    return name?.kind === "scalar" && isSecretHeader(name.source);
  });
}

function judge(node: ScalarNode, mood: Mood, text: string): string | undefined {
  if (node.style === "empty" || node.type === "null" || node.type === "bool") return undefined;
  // A number shows nothing of a secret, unless it is one by its name.
  if (node.type !== "text" && mood !== "secret") return undefined;
  const lines = node.source.split("\n").filter((line) => line.trim() !== "");
  if (lines.every((line) => line.trim() === REDACTED)) return undefined;
  const whole = holdsPrivateKey(node.source) ? REDACTED : redactPatterns(node.source);
  const wanted = mood === "secret" ? redactLiteral(node.source) : whole;
  if (wanted === node.source) return undefined;
  return rewrite(node, text.slice(node.place.offset, node.place.end), wanted);
}

/** The new value in the old one's style, on as many lines. */
function rewrite(node: ScalarNode, written: string, wanted: string): string {
  if (node.style === "block") {
    const [header = "", ...body] = written.split("\n");
    const count = node.source.split("\n").length;
    const kept = wanted === REDACTED ? [] : wanted.split("\n");
    const lines = kept.length === count ? kept : [];
    const filled = body.map((line, i) => {
      const indent = /^[ ]*/.exec(line)?.[0] ?? "";
      if (line.trim() === "") return line;
      const text = i > count ? undefined : lines[i]?.trim();
      return indent + (text ?? REDACTED) + (line.endsWith("\r") ? "\r" : "");
    });
    return [header, ...filled].join("\n");
  }
  const flat = wanted.replace(/[\p{C}\u2028\u2029]+/gu, " ");
  const quoted =
    node.style === "double"
      ? `"${flat.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`
      : `'${flat.replaceAll("'", "''")}'`;
  const breaks = written.match(/\r\n|\n|\r/g) ?? [];
  if (breaks.length === 0) return quoted;
  // The lines stay as blank lines inside the quotes; the closing quote needs the indentation of the last.
  const indent = /[\r\n]([ \t]*)[^\r\n]*$/.exec(written)?.[1] ?? "";
  return `${quoted.slice(0, -1)}${breaks.join("")}${indent === "" ? " " : indent}${quoted.slice(-1)}`;
}
