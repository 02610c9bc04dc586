import type { ConfigHash } from "@fleethub/fleet";
import type { RevisionRecord } from "../model.js";
import type { ConfigurationReader } from "../ports.js";

/** The reads by which desired is worked out. */
export type RevisionReader = Pick<ConfigurationReader, "revision" | "revisionByHash">;

/** Thousands of agents that come back at once ask for the same few revisions: who asks meanwhile shares the answer. */
export function sharedReads(configurations: RevisionReader): RevisionReader {
  const underWay = new Map<string, Promise<RevisionRecord | null>>();
  const once = (key: string, read: () => Promise<RevisionRecord | null>) => {
    const reading = underWay.get(key) ?? read().finally(() => underWay.delete(key));
    underWay.set(key, reading);
    return reading;
  };
  return {
    revision: (name: string, number: number) =>
      once(`${name} ${number}`, () => configurations.revision(name, number)),
    revisionByHash: (hash: ConfigHash) => once(hash, () => configurations.revisionByHash(hash)),
  };
}
