/** Characters as ranges of UTF-16 units, both ends included. */
export type CharRanges = readonly (readonly [number, number])[];

export const UNIT_MAX = 0xffff;

const DIGIT: CharRanges = [[48, 57]];
const WORD: CharRanges = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
];
const SPACE: CharRanges = [
  [9, 10],
  [12, 13],
  [32, 32],
];

/** `.` without the `s` flag: everything but a line feed. */
export const NOT_LINE_FEED: CharRanges = negated([[10, 10]]);
export const ANY: CharRanges = [[0, UNIT_MAX]];

/** `\d`, `\W` and the like, by their letter. */
export const PERL_CLASSES: Readonly<Record<string, CharRanges>> = {
  d: DIGIT,
  D: negated(DIGIT),
  w: WORD,
  W: negated(WORD),
  s: SPACE,
  S: negated(SPACE),
};

/** `[:alpha:]` and the like, by name. */
export const POSIX_CLASSES: Readonly<Record<string, CharRanges>> = {
  alnum: [
    [48, 57],
    [65, 90],
    [97, 122],
  ],
  alpha: [
    [65, 90],
    [97, 122],
  ],
  blank: [
    [9, 9],
    [32, 32],
  ],
  digit: DIGIT,
  lower: [[97, 122]],
  punct: [
    [33, 47],
    [58, 64],
    [91, 96],
    [123, 126],
  ],
  space: [
    [9, 13],
    [32, 32],
  ],
  upper: [[65, 90]],
  word: WORD,
  xdigit: [
    [48, 57],
    [65, 70],
    [97, 102],
  ],
};

export function negated(ranges: CharRanges): CharRanges {
  const sorted = [...ranges].sort((a, b) => a[0] - b[0]);
  const result: [number, number][] = [];
  let from = 0;
  for (const [low, high] of sorted) {
    if (low > from) result.push([from, low - 1]);
    from = Math.max(from, high + 1);
  }
  if (from <= UNIT_MAX) result.push([from, UNIT_MAX]);
  return result;
}

/** The same with the other case of every ASCII letter. */
export function anyCase(ranges: CharRanges): CharRanges {
  const more = ranges.flatMap(([low, high]): [number, number][] => {
    const upper = overlap(low, high, 65, 90, 32);
    const lower = overlap(low, high, 97, 122, -32);
    return [...upper, ...lower];
  });
  return [...ranges, ...more];
}

function overlap(
  low: number,
  high: number,
  from: number,
  to: number,
  shift: number,
): [number, number][] {
  const a = Math.max(low, from);
  const b = Math.min(high, to);
  return a <= b ? [[a + shift, b + shift]] : [];
}

export function inRanges(unit: number, ranges: CharRanges): boolean {
  return ranges.some(([low, high]) => unit >= low && unit <= high);
}
