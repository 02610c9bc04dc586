import { type Finding, inReadingOrder } from "../finding.js";
import { type LineIndex, lineIndex } from "../text/place.js";
import { decodeText } from "../text/utf8.js";
import { type CollectorConfig, modelOf } from "./config.js";
import { CONFIG_LENGTH_MAX } from "./limits.js";
import { problem } from "./problem.js";
import { readTree } from "./read-tree.js";
import { type ConfigNode, isNull, isSymbolic, kindName, type MapNode } from "./tree.js";

/** What reading gave. */
export interface ParsedConfig {
  /** Null when the text holds no map that could be judged further; `problems` then has an error. */
  readonly config: CollectorConfig | null;
  /** Everything that makes the Collector's YAML reader refuse the text, in reading order. */
  readonly problems: readonly Finding[];
  /** The text that offsets refer to: bytes decoded, a byte order mark kept. */
  readonly text: string;
}

/**
 * Reads a configuration as the Collector does: first document only, YAML 1.1 numbers while `yes` and `on`
 * stay text, merge keys and aliases resolved, `a::b` keys spelled out, `${…}` left symbolic.
 * Never throws, whatever the bytes; reading is bounded by CONFIG_LENGTH_MAX, CONFIG_DEPTH_MAX, CONFIG_VALUES_MAX and
 * CONFIG_EXPANDED_MAX.
 */
export function parseConfig(input: string | Uint8Array): ParsedConfig {
  const decoded = typeof input === "string" ? { ok: true as const, text: input } : decode(input);
  const { text } = decoded;
  const lines = lineIndex(text);
  const refuse = (found: Finding): ParsedConfig => ({ config: null, problems: [found], text });
  if (text.length > CONFIG_LENGTH_MAX) {
    const message = `The configuration has ${text.length} characters; at most ${CONFIG_LENGTH_MAX} are read.`;
    const remedy = "Split it, or move large parts into files of their own.";
    return refuse(problem(lines, "config-too-long", [0, 0], message, remedy));
  }
  if (!decoded.ok) {
    const at = text.length;
    const message = `Byte ${decoded.badByte} starts no valid UTF-8 character.`;
    return refuse(problem(lines, "yaml-encoding", [at, at], message, "Save the file as UTF-8."));
  }
  const control = controlCharacter(text);
  if (control >= 0) {
    const code = text.charCodeAt(control).toString(16).toUpperCase().padStart(4, "0");
    const message = `The character U+${code} is not allowed in YAML.`;
    const remedy = "Remove it; inside double quotes an escape such as \\t may stand for it.";
    return refuse(problem(lines, "yaml-encoding", [control, control + 1], message, remedy));
  }
  return read(text, lines);
}

function decode(bytes: Uint8Array) {
  // Four bytes a character at most: anything longer is too long in any encoding.
  const tooLong = bytes.length > CONFIG_LENGTH_MAX * 4;
  return decodeText(tooLong ? bytes.subarray(0, CONFIG_LENGTH_MAX * 4 + 4) : bytes);
}

function read(text: string, lines: LineIndex): ParsedConfig {
  const tree = readTree(text, lines);
  const problems = inReadingOrder(tree.problems);
  if (tree.root === null) return { config: null, problems, text };
  const root = asMap(tree.root, lines);
  if (root === null) {
    const { place } = tree.root;
    const message = `The configuration is ${kindName(tree.root)}; it must be a map.`;
    const remedy = "Start with the keys receivers, exporters and service.";
    const found = problem(lines, "config-not-a-map", [place.offset, place.end], message, remedy);
    return { config: null, problems: [...problems, found], text };
  }
  return { config: modelOf(text, root, lines, tree.end), problems, text };
}

function asMap(node: ConfigNode, lines: LineIndex): MapNode | null {
  if (node.kind === "map") return node;
  if (!isNull(node) && !isSymbolic(node)) return null;
  return { kind: "map", place: lines.place(0, 0), entries: new Map() };
}

/** Offset of the first character that the Collector's reader refuses, or -1. */
function controlCharacter(text: string): number {
  const at = text.search(
    /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u0084\u0086-\u009F\uFFFE\uFFFF]|(?!^)\uFEFF/,
  );
  return at;
}
