import type { ConfigurationReader } from "../ports.js";

/**
 * Reads of configurations and revisions, each asked for once: for a single plan, which decides on what it read first
 * however many agents it reaches. A commit finds out what changed meanwhile.
 */
export function rememberedReads(configurations: ConfigurationReader): ConfigurationReader {
  const answers = new Map<string, Promise<unknown>>();
  const once = <T>(key: string, read: () => Promise<T>): Promise<T> => {
    // A key is asked for by one of the functions below only, so its answer is of that one's type.
    const known = answers.get(key) as Promise<T> | undefined;
    const answer = known ?? read();
    answers.set(key, answer);
    return answer;
  };
  return {
    list: (page) => configurations.list(page),
    revisions: (name, page) => configurations.revisions(name, page),
    pinnedAgents: (name, scope) => configurations.pinnedAgents(name, scope),
    get: (name) => once(`configuration ${name}`, () => configurations.get(name)),
    revision: (name, number) =>
      once(`revision ${name} ${number}`, () => configurations.revision(name, number)),
    revisionByHash: (hash) => once(`hash ${hash}`, () => configurations.revisionByHash(hash)),
    rendering: (hash) => once(`rendering ${hash}`, () => configurations.rendering(hash)),
  };
}
