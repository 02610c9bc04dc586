import type { ConfigHash } from "@fleethub/fleet";
import type { ConfigurationReader } from "../ports.js";

/** The reads by which desired is worked out. */
export type RevisionReader = Pick<ConfigurationReader, "revision" | "revisionByHash" | "rendering">;

/** Thousands of agents that come back at once ask for the same few revisions: who asks meanwhile shares the answer. */
export function sharedReads(configurations: RevisionReader): RevisionReader {
  const underWay = new Map<string, Promise<unknown>>();
  const once = <T>(key: string, read: () => Promise<T>): Promise<T> => {
    // A key is asked for by one of the functions below only, so its answer is of that one's type.
    const known = underWay.get(key) as Promise<T> | undefined;
    const reading = known ?? read().finally(() => underWay.delete(key));
    underWay.set(key, reading);
    return reading;
  };
  return {
    revision: (name: string, number: number) =>
      once(`${name} ${number}`, () => configurations.revision(name, number)),
    revisionByHash: (hash: ConfigHash) => once(hash, () => configurations.revisionByHash(hash)),
    rendering: (hash: ConfigHash) => once(`r ${hash}`, () => configurations.rendering(hash)),
  };
}
