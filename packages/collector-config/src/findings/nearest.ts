/** Longest text that names are compared in; ids longer than this have no near neighbour. */
const COMPARED_LENGTH_MAX = 64;

/** Most candidates that are compared with one word. */
const CANDIDATES_MAX = 200;

/** Most comparisons of one rule in one configuration; names after that get no suggestion. */
const COMPARISONS_MAX = 10_000;

/**
 * The candidate that was most likely meant, or undefined when none is near: at most a third of the letters
 * differ (swapped neighbours count once), case and `-`/`_` aside.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  return compare(word, candidates, { left: CANDIDATES_MAX });
}

/** {@link nearest} for a whole rule, which may meet thousands of unknown names: COMPARISONS_MAX in all. */
export function nearestWithin(): typeof nearest {
  const budget = { left: COMPARISONS_MAX };
  return (word, candidates) => compare(word, candidates, budget);
}

function compare(
  word: string,
  candidates: Iterable<string>,
  budget: { left: number },
): string | undefined {
  let best: string | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  let compared = 0;
  const folded = fold(word);
  for (const candidate of candidates) {
    if (budget.left <= 0 || compared === CANDIDATES_MAX) break;
    const allowed = Math.max(1, Math.floor(Math.max(word.length, candidate.length) / 3));
    if (candidate === word || Math.abs(candidate.length - word.length) > allowed) continue;
    compared++;
    budget.left--;
    const distance = distanceOf(folded, fold(candidate));
    if (distance <= allowed && distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/**
 * The candidate of which a word is surely a slip: one letter missing, wrong, swapped or doubled. Another letter in
 * front or behind, a digit or an underscore makes another word. `suggest` finds the nearest, within what a rule may spend.
 */
export function slipOf(
  word: string,
  candidates: Iterable<string>,
  suggest: typeof nearest = nearest,
): string | undefined {
  const near = suggest(word, candidates);
  if (near === undefined || /\d/.test(word) || word.length < SLIP_LENGTH_MIN) return undefined;
  const [slip, meant] = [fold(word), fold(near)];
  if (distanceOf(slip, meant) !== 1 || slip.replaceAll("_", "") === meant.replaceAll("_", ""))
    return undefined;
  const longer = slip.startsWith(meant) || slip.endsWith(meant);
  const doubled = slip === meant + (meant.at(-1) ?? "") || slip === (meant[0] ?? "") + meant;
  return longer && !doubled ? undefined : near;
}

/** Shorter words are near to many others. */
const SLIP_LENGTH_MIN = 5;

/** `"a", "b" and 3 more`: the beginning of a list of names for a message. */
export function listed(names: readonly string[], max = 5): string {
  if (names.length === 0) return "none";
  const shown = names.slice(0, max).map((name) => `"${name}"`);
  const rest = names.length - shown.length;
  return shown.join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

function fold(word: string): string {
  return word.slice(0, COMPARED_LENGTH_MAX).toLowerCase().replaceAll("-", "_");
}

function distanceOf(a: string, b: string): number {
  let older: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(
        (previous[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (previous[j - 1] ?? 0) + same,
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (older[j - 2] ?? 0) + 1);
      }
      row.push(cost);
    }
    older = previous;
    previous = row;
  }
  return previous[b.length] ?? 0;
}
