import type { Finding } from "../finding.js";
import { problem } from "../parse/problem.js";
import { CONFIG_LENGTH_MAX, FINDINGS_MAX } from "../parse/limits.js";
import { parseConfig } from "../parse/parse.js";
import type { MapNode } from "../parse/tree.js";
import { lineIndex } from "../text/place.js";
import { flatten } from "./flatten.js";
import { join } from "./join.js";
import { type Joined, type JoinedMap, type Side, treeOf } from "./joined.js";
import {
  type LayerFinding,
  type LayerInput,
  MERGE_LAYERS_MAX,
  MERGE_WORK_MAX,
  type MergedConfig,
} from "./layer.js";
import { applyLineEdits, joinLines, linesOf, type SourcedLine } from "./lines.js";
import { runsOf } from "./origins.js";
import { rewrite } from "./rewrite.js";
import { sameValue } from "./same-value.js";
import { ValueWriter } from "./write-value.js";

/**
 * Lays layers, in order, over a base. Maps merge; scalars, lists and nulls replace; where a layer has
 * `{append: …}`, `{insert: …, before|after: …}` or `{remove: …}` in a list that names components, the list beneath is
 * changed. Lines that no layer touches stay as they are, comments and all; what is new goes behind what is there.
 *
 * A layer that cannot be read or merged changes nothing and is told as a finding. Without layers, or where none
 * changes a meaning, the text is the base's own. Never throws; each text is bounded by CONFIG_LENGTH_MAX, so is the
 * result.
 */
export function mergeConfig(base: LayerInput, layers: readonly LayerInput[]): MergedConfig {
  const findings: LayerFinding[] = [];
  const note = (layer: number, found: readonly Finding[]): void => {
    const layerName = (layer === 0 ? base : layers[layer - 1])?.name ?? "";
    for (const each of found) findings.push({ ...each, layer, layerName });
  };
  const answer = (lines: readonly SourcedLine[]): MergedConfig => ({
    text: joinLines(lines),
    origins: runsOf(lines),
    findings: findings.slice(0, FINDINGS_MAX),
  });
  const lines = linesOf(base.text, 0);
  const first = read(base.text, lines);
  note(0, first.problems);
  if (layers.length > MERGE_LAYERS_MAX) note(MERGE_LAYERS_MAX + 1, [tooMany(layers.length)]);
  let below = first.below;
  let work = base.text.length;
  layers.slice(0, MERGE_LAYERS_MAX).forEach((layer, index) => {
    work += layer.text.length;
    if (below === null || work > MERGE_WORK_MAX) {
      if (below !== null) note(index + 1, [tooMuch(layer.text)]);
      return;
    }
    const own = read(layer.text, linesOf(layer.text, index + 1));
    note(index + 1, own.problems);
    if (own.below === null) return;
    const step = mergeStep(below, own.below);
    work += step.work;
    note(index + 1, step.findings);
    below = step.below;
  });
  return answer(below?.side.lines ?? lines);
}

/** A text that was read, to be merged with another. */
interface Readable {
  readonly side: Side;
  readonly root: MapNode;
}

function read(
  text: string,
  lines: readonly SourcedLine[],
): { readonly below: Readable | null; readonly problems: readonly Finding[] } {
  const { config, problems } = parseConfig(text);
  if (config === null || problems.length > 0) return { below: null, problems };
  return { below: { side: { text, lines }, root: config.root }, problems: [] };
}

interface Step {
  readonly below: Readable;
  readonly findings: readonly Finding[];
  /** Characters that were read again. */
  readonly work: number;
}

function mergeStep(below: Readable, layer: Readable): Step {
  const { joined, findings } = join(below.side, below.root, layer.side, layer.root);
  if (joined === null) return { below, findings, work: 0 };
  const wanted = treeOf(joined);
  const { lines: style } = below.side;
  const attempts: (() => SourcedLine[] | null)[] = [
    () => edited(joined, below.side, layer.side, style),
    () => {
      const flat = flatten(below.side, below.root, writer(style));
      const again = flat === null ? null : read(joinLines(flat), flat).below;
      const result = again === null ? null : join(again.side, again.root, layer.side, layer.root);
      if (again === null || result === null || result.joined === null) return null;
      return edited(result.joined, again.side, layer.side, style);
    },
    () => whole(joined, style),
  ];
  let work = 0;
  for (const attempt of attempts) {
    const lines = attempt();
    if (lines === null) continue;
    const text = joinLines(lines);
    work += text.length;
    const made = read(text, lines).below;
    if (made !== null && sameValue(made.root, wanted)) return { below: made, findings, work };
  }
  return { below, findings: [...findings, unmergeable(layer.side.text)], work };
}

function writer(style: readonly SourcedLine[]): ValueWriter {
  return new ValueWriter(style, CONFIG_LENGTH_MAX);
}

/** The text of the base with as few lines changed as possible. */
function edited(
  joined: JoinedMap,
  base: Side,
  layer: Side,
  style: readonly SourcedLine[],
): SourcedLine[] | null {
  const writing = writer(style);
  const edits = rewrite(joined, base, layer, writing);
  return edits === null || writing.overflowed ? null : applyLineEdits(base.lines, edits);
}

/** All of it written anew, in block style and without comments. */
function whole(joined: Joined, style: readonly SourcedLine[]): SourcedLine[] | null {
  const writing = writer(style);
  const lines = writing.value(0, joined);
  return writing.overflowed ? null : lines;
}

function tooMany(count: number): Finding {
  const message = `There are ${count} layers; those after the first ${MERGE_LAYERS_MAX} are left out.`;
  const remedy = "Put several fragments together into one.";
  return problem(lineIndex(""), "too-many-layers", [0, 0], message, remedy);
}

function tooMuch(text: string): Finding {
  const message = `Base and layers before this one make more than ${MERGE_WORK_MAX} characters to read again and again.`;
  const remedy = "Use fewer layers, or put several fragments together into one.";
  return problem(lineIndex(text), "layer-too-large", [0, 0], message, remedy);
}

function unmergeable(text: string): Finding {
  const message = `With this layer the configuration would pass ${CONFIG_LENGTH_MAX} characters or another limit of reading.`;
  const remedy = "Make the layer smaller, or use fewer aliases in it.";
  return problem(lineIndex(text), "layer-too-large", [0, 0], message, remedy);
}
