import { hash, type Options, verify } from "@node-rs/argon2";
import type { Passwords } from "@fleethub/control-plane";

/** Argon2id with 19 MiB, two passes, one lane: what OWASP asks for at least. */
const PARAMETERS: Options = {
  // `Algorithm.Argon2id`, an ambient constant that this build cannot read.
  algorithm: 2,
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
};

/** Hashes under way at once: each takes 19 MiB and a thread of four. */
const AT_ONCE_MAX = 2;
/** Hashes that wait; whoever comes then is asked to come again. */
export const PASSWORDS_WAITING_MAX = 32;

/** Argon2id in threads of the platform, a few at a time. */
export function createPasswords(): Passwords {
  let running = 0;
  const waiting: (() => void)[] = [];
  const turn = async <T>(work: () => Promise<T>): Promise<T | null> => {
    if (running >= AT_ONCE_MAX) {
      if (waiting.length >= PASSWORDS_WAITING_MAX) return null;
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
  let nobody: Promise<string> | null = null;
  return {
    hash: (password) => turn(() => hash(password, PARAMETERS)),
    verify: (encoded, password) =>
      turn(async () => {
        // Nobody's password is as slow as anybody's.
        nobody ??= hash("of nobody", PARAMETERS);
        const fits = await verify(encoded ?? (await nobody), password);
        return encoded !== null && fits;
      }),
  };
}
