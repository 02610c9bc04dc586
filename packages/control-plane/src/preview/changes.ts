import {
  describeChange,
  describeConsequence,
  type Difference,
  worstImpact,
} from "@fleethub/collector-config";
import type { RevisionRef } from "@fleethub/fleet";
import type { VerbContext } from "../verbs/verb.js";
import { type Foreseen, renderedOf } from "./foreseen.js";
import { PREVIEW_ENTRIES_MAX, type PreviewChange } from "./preview.js";
import { entryOf, Sampler } from "./sampler.js";

/** Pairs of texts compared for one preview: agents beyond them are counted. */
const PAIRS_MAX = 100;

interface Pair {
  readonly first: Foreseen;
  readonly agents: Foreseen[];
}

interface Entry {
  readonly from: RevisionRef | null;
  readonly to: RevisionRef | null;
  readonly difference: Difference | null;
  readonly words: string;
  readonly sampler: Sampler;
  atOnce: number;
}

/** Changes by equal difference, most agents first, and how many agents are beyond what is listed. */
export async function previewChanges(
  ctx: VerbContext,
  changing: readonly Foreseen[],
): Promise<{ readonly changes: readonly PreviewChange[]; readonly leftOut: number }> {
  const pairs = new Map<string, Pair>();
  for (const one of changing) {
    entryOf(pairs, pairKey(one), () => ({ first: one, agents: [] })).agents.push(one);
  }
  const ordered = [...pairs.values()].sort((a, b) => b.agents.length - a.agents.length);
  const entries = new Map<string, Entry>();
  for (const pair of ordered.slice(0, PAIRS_MAX)) await addPair(ctx, entries, pair);
  const all = [...entries.values()].sort((a, b) => b.sampler.agents - a.sampler.agents);
  const listed = all.slice(0, PREVIEW_ENTRIES_MAX);
  const shown = listed.reduce((sum, { sampler }) => sum + sampler.agents, 0);
  return {
    changes: listed.map(({ sampler, from, to, difference, words, atOnce }) => ({
      ...sampler.sample,
      from,
      to,
      atOnce,
      difference,
      words,
    })),
    leftOut: changing.length - shown,
  };
}

/** Agents for which the very same two texts are compared. */
function pairKey({ from, to, before, after, sameValues }: Foreseen): string {
  if (sameValues && from !== null && to !== null) return JSON.stringify([from, to]);
  const hashes = [before, after].map((desired) => (desired.kind === "none" ? null : desired.hash));
  return JSON.stringify([from, to, hashes]);
}

async function addPair(
  ctx: VerbContext,
  entries: Map<string, Entry>,
  { first, agents }: Pair,
): Promise<void> {
  const { from, to } = first;
  const difference = await differenceOf(ctx, first);
  const key = JSON.stringify([from, to, difference]);
  const words = inWords(first, difference);
  const entry = entryOf(entries, key, () => ({
    from,
    to,
    difference,
    words,
    sampler: new Sampler(),
    atOnce: 0,
  }));
  for (const { agent, atOnce } of agents) {
    entry.sampler.add(agent);
    if (atOnce) entry.atOnce += 1;
  }
}

/** Revisions as they are written where the values stay, else what the values make of them. */
async function differenceOf(ctx: VerbContext, one: Foreseen): Promise<Difference | null> {
  const { agent, before, rendered, from, to, sameValues, variables } = one;
  if (from === null || to === null || rendered === null) return null;
  if (sameValues) {
    const { configurations } = ctx.storage;
    const [was, is] = await Promise.all(
      [from, to].map((ref) => configurations.revision(ref.configuration, ref.revision)),
    );
    return was && is ? ctx.judge.difference(was.content, is.content) : null;
  }
  const was = await renderedOf(ctx, agent, before, variables.before);
  if (was === null || was.errors.length > 0) return null;
  return ctx.judge.difference(was.content, rendered.content);
}

function inWords({ after, from, to }: Foreseen, difference: Difference | null): string {
  if (after.kind === "local") return `${called(from)} to their own local files.`;
  const step =
    from?.configuration === to?.configuration && from !== null && to !== null
      ? `${from.configuration} r${from.revision} to r${to.revision}`
      : from === null
        ? `${called(to)}, where nothing of the hub was wanted before`
        : `${called(from)} to ${called(to)}`;
  if (difference === null) return `${step}.`;
  if (!difference.effect) return `${step}: both mean the same.`;
  const { changes, consequences } = difference;
  const worst = worstImpact(consequences);
  const grave = consequences.find(({ severity }) => severity === worst);
  const count = changes.length === 1 ? "1 change" : `${changes.length} changes`;
  const [first] = changes;
  const title =
    grave !== undefined && worst !== "none" && worst !== "low"
      ? describeConsequence(grave).title
      : first === undefined
        ? ""
        : (describeChange(first)[0]?.title ?? "");
  return `${step}: ${count}${title === "" ? "" : `. ${title}`}.`;
}

const called = (ref: RevisionRef | null) =>
  ref === null ? "What they run" : `${ref.configuration} r${ref.revision}`;
