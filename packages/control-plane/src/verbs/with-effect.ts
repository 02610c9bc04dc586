import type { ChangeSet, Write } from "../ports.js";
import { hashOf } from "./change-intent.js";
import type { Plan } from "./verb.js";

/**
 * The change set of a plan whose audit entries also say how many agents it reaches, and which configuration it is
 * about where that is one alone.
 *
 * @throws Error a plan that writes without exactly one entry of its own: a defect of the verb. What an approval lets
 * happen has its own entry and that of the request
 */
export function withEffect({ changes, reach, approved, agentChanges = [] }: Plan): ChangeSet {
  const entries = changes.writes.filter(({ kind }) => kind === "add-audit").length;
  const expected = changes.writes.length === 0 ? 0 : approved === undefined ? 1 : 2;
  if (entries !== expected) {
    throw new Error(`A verb writes with ${entries} audit entries in the place of ${expected}.`);
  }
  const hashes = new Set<string>(
    changes.writes.flatMap((write) => (write.kind === "add-revision" ? [write.revision.hash] : [])),
  );
  for (const { after } of agentChanges) {
    const hash = hashOf(after);
    if (hash !== null) hashes.add(hash);
  }
  const [configHash, ...others] = hashes;
  const effect = {
    ...(reach.length === 0 ? {} : { agents: reach.length }),
    ...(configHash === undefined || others.length > 0 ? {} : { configHash }),
  };
  const writes = changes.writes.map(
    (write): Write =>
      write.kind === "add-audit" ? { ...write, entry: { ...effect, ...write.entry } } : write,
  );
  return { ...changes, writes };
}
