import type { GraphPath } from "../../graph/paths.js";
import type { StatementContext } from "../ottl/places.js";
import type { AttributeContext } from "../policy.js";
import { globLanguage, holds, type Language, union, wordsLanguage } from "../regex/language.js";
import { type Coverage, coverage } from "../regex/uncovered.js";
import type { PolicySubject } from "../subject.js";
import { passedBy } from "./connectors.js";
import { recordContexts } from "./contexts.js";
import { type Effect, EVERY_KEY, type Strength } from "./effect.js";

/** What becomes of attributes on a path. */
export interface Fate {
  readonly verdict: "kept" | "broken" | "cannot-tell";
  /** A key that gets through, or may. */
  readonly key: string;
  /** Where it then stands; a word where it has left the attributes. */
  readonly where: StatementContext | string;
}

/** Content that is followed: keys in a context, and what hides some of them. */
interface Track {
  readonly context: StatementContext;
  readonly keys: Language;
  /** A glob; without `*` it is the one key. */
  readonly label: string;
  readonly sure: Language[];
  readonly maybe: Language[];
}

/** Most places that one content is followed to; more cannot be told. */
const TRACKS_MAX = 50;

/** Most times that content is held against something that copies it or brings it back; more cannot be told. */
const FOLLOWED_MAX = 1000;

/** Follows attributes like a glob from the receiver to the exporter of a path. The worst fate is answered. */
export function followAttribute(
  subject: PolicySubject,
  effectsAt: (id: string, signal: string) => readonly Effect[],
  path: GraphPath,
  glob: string,
  contexts: readonly AttributeContext[],
  atLeast: Strength,
): Fate {
  let tracks = contexts.map((context) => newTrack(context, globLanguage(glob), glob));
  let escaped: Fate | undefined;
  const note = (fate: Fate): void => {
    if (escaped === undefined || (escaped.verdict !== "broken" && fate.verdict === "broken"))
      escaped = fate;
  };
  let followed = 0;
  path.steps.forEach((step, index) => {
    if (step.class === "processor") {
      for (const effect of effectsAt(step.id, step.signal)) {
        if (effect.kind === "copy" || effect.kind === "return") followed += tracks.length;
        if (followed > FOLLOWED_MAX) break;
        tracks = applied(effect, tracks, atLeast, note);
      }
    } else if (step.class === "connector") {
      const next = path.steps[index + 1]?.signal ?? step.signal;
      if (next !== step.signal)
        tracks = through(passedBy(subject.component("connector", step.id)), tracks, next);
    }
  });
  if (followed > FOLLOWED_MAX)
    return escaped ?? { verdict: "cannot-tell", key: glob, where: "too many copies" };
  for (const track of tracks) if (track.context !== "cache") note(fateOf(track));
  return escaped ?? { verdict: "kept", key: glob, where: "" };
}

function newTrack(context: StatementContext, keys: Language, label: string): Track {
  return { context, keys, label, sure: [], maybe: [] };
}

const RANK: Readonly<Record<Strength, number>> = { masked: 0, hashed: 1, removed: 2 };

function applied(
  effect: Effect,
  tracks: readonly Track[],
  atLeast: Strength,
  note: (fate: Fate) => void,
): Track[] {
  switch (effect.kind) {
    case "set":
      return [...tracks];
    case "cover":
      if (RANK[effect.strength] < RANK[atLeast] || effect.certainty === "sometimes")
        return [...tracks];
      return tracks.map((track) => {
        if (!effect.contexts.includes(track.context)) return track;
        return effect.certainty === "always"
          ? { ...track, sure: [...track.sure, effect.keys] }
          : { ...track, maybe: [...track.maybe, effect.keys] };
      });
    case "return":
      // What was surely gone may be there again, in part.
      return tracks.map((track) =>
        effect.contexts.includes(track.context) &&
        leftOf(track, complementOf(effect.keys)).kind !== "covered"
          ? { ...track, sure: [], maybe: [...track.maybe, ...track.sure] }
          : track,
      );
    case "copy":
      return [...tracks, ...tracks.flatMap((track) => copied(effect, track, tracks.length, note))];
  }
}

function complementOf(keys: Language): Language {
  return { ...keys, accepts: (state) => !keys.accepts(state) };
}

/** The part of a track that an effect copies, as a track of its own or as a fate. */
function copied(
  { from, keys, to }: Effect & { kind: "copy" },
  track: Track,
  count: number,
  note: (fate: Fate) => void,
): Track[] {
  if (from !== track.context) return [];
  const left = leftOf(track, union([...track.sure, complementOf(keys)]));
  if (left.kind === "covered") return [];
  const key = left.kind === "uncovered" ? left.text : track.label;
  if (typeof to === "string" || count > TRACKS_MAX) {
    note({ verdict: "cannot-tell", key, where: typeof to === "string" ? to : to.context });
    return [];
  }
  return [newTrack(to.context, wordsLanguage([to.key]), to.key)];
}

/** On the way to another signal records are made anew; resources go on. */
function through(
  passed: ReturnType<typeof passedBy>,
  tracks: readonly Track[],
  next: string,
): Track[] {
  const [record] = recordContexts(next);
  return tracks.flatMap((track): Track[] => {
    if (track.context === "resource" || track.context === "scope") return [track];
    if (record === undefined || track.context === "cache") return [];
    if (passed.kind === "unknown")
      return [{ ...track, context: record, maybe: [...track.maybe, EVERY_KEY] }];
    const hidden = union(track.sure);
    return passed.keys.flatMap((key) => {
      const there = holds(track.keys, key) === true && holds(hidden, key) !== true;
      return there ? [newTrack(record, wordsLanguage([key]), key)] : [];
    });
  });
}

function fateOf(track: Track): Fate {
  const where = track.context;
  const kept: Fate = { verdict: "kept", key: track.label, where };
  const all = leftOf(track, union([...track.sure, ...track.maybe]));
  if (all.kind === "uncovered") return { verdict: "broken", key: all.text, where };
  if (all.kind === "covered" && track.maybe.length === 0) return kept;
  const sure = leftOf(track, union(track.sure));
  if (sure.kind === "covered") return kept;
  return {
    verdict: "cannot-tell",
    key: sure.kind === "uncovered" ? sure.text : track.label,
    where,
  };
}

/** What of a track is not hidden. One key is looked up; of many the ones that people write are tried first. */
function leftOf(track: Track, hidden: Language): Coverage {
  const text = telling(track, hidden);
  if (text !== undefined) return { kind: "uncovered", text };
  const single = !track.label.includes("*") && holds(hidden, track.label) === true;
  return single ? { kind: "covered" } : coverage(track.keys, hidden);
}

/** A key that people would write, where one is left. */
function telling(track: Track, hidden: Language): string | undefined {
  return ["", ".0.content", ".content"]
    .map((end) => track.label.replaceAll("*", end))
    .find((key) => holds(track.keys, key) === true && holds(hidden, key) === false);
}
