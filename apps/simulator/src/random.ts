/** A small seeded generator: same seed, same numbers, on every machine. Not for secrets. */
export interface Random {
  /** Number from 0 (included) to 1 (excluded). */
  next(): number;
  /** Whole number from `from` to `to`, both included. */
  integer(from: number, to: number): number;
  /** True in this share of calls, 0 to 1. Draws one number whatever the share. */
  chance(share: number): boolean;
  /** One of the entries, each as likely as its weight among all weights. */
  pick<T>(entries: readonly Weighted<T>[]): T;
  bytes(count: number): Uint8Array;
}

export interface Weighted<T> {
  readonly weight: number;
  readonly value: T;
}

const GOLDEN = 0x9e3779b9;

/**
 * A generator for one part of something seeded: streams of different indexes are independent, so
 * that an agent's traits do not depend on how many others there are.
 */
export function createRandom(seed: number, index = 0): Random {
  let state = mix(Math.imul(mix(seed | 0) + 1, GOLDEN) + Math.imul(index, 0x85ebca6b));
  const next = () => {
    state = (state + GOLDEN) | 0;
    return mix(state) / 2 ** 32;
  };
  const integer = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    integer,
    chance: (share) => next() < share,
    pick(entries) {
      const total = entries.reduce((sum, { weight }) => sum + weight, 0);
      let rest = next() * total;
      for (const { weight, value } of entries) {
        rest -= weight;
        if (rest < 0) return value;
      }
      const last = entries.at(-1);
      if (!last) throw new RangeError("nothing to pick from");
      return last.value;
    },
    bytes: (count) => Uint8Array.from({ length: count }, () => integer(0, 255)),
  };
}

/** A number from 0 to 1 that depends on the text and the seed only. */
export function shareOfText(text: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return mix(hash) / 2 ** 32;
}

/** Spreads the bits of a 32-bit number (the finaliser of splitmix32); the result is unsigned. */
function mix(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x21f0aaad);
  bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97);
  return (bits ^ (bits >>> 15)) >>> 0;
}
