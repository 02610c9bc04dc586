/** Edits between two short words, as far as `max`; beyond it the answer is larger than `max`. */
function distance(from: string, to: string, max: number): number {
  if (Math.abs(from.length - to.length) > max) return max + 1;
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const same = from[i - 1] === to[j - 1] ? 0 : 1;
      next.push(Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + same));
    }
    row = next;
  }
  return row[to.length] ?? max + 1;
}

/** The known word that was probably meant: it begins so, or a few letters differ. */
export function nearestWord(written: string, known: readonly string[]): string | null {
  const wanted = written.toLowerCase();
  if (wanted.length > 40) return null;
  const begins = known.find((word) => wanted.length >= 2 && word.toLowerCase().startsWith(wanted));
  if (begins !== undefined) return begins;
  const max = Math.max(1, Math.floor(wanted.length / 3));
  let best: string | null = null;
  let least = max + 1;
  for (const word of known) {
    const edits = distance(wanted, word.toLowerCase(), max);
    if (edits < least) {
      least = edits;
      best = word;
    }
  }
  return best;
}
