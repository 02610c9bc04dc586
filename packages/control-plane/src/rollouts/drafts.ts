import type { RevisionRecord } from "../model.js";
import type { ConfigurationReader, Write } from "../ports.js";
import type { VerbContext } from "../verbs/verb.js";

/** Revisions that these writes add. */
export function revisionsIn(writes: readonly Write[]): readonly RevisionRecord[] {
  return writes.flatMap((write) => (write.kind === "add-revision" ? [write.revision] : []));
}

/** A context in which revisions that are about to be committed can be read already. */
export function withDrafts(ctx: VerbContext, drafts: readonly RevisionRecord[]): VerbContext {
  if (drafts.length === 0) return ctx;
  const configurations: ConfigurationReader = {
    ...ctx.storage.configurations,
    async revision(name, number) {
      const draft = drafts.find((each) => each.configuration === name && each.number === number);
      return draft ?? ctx.storage.configurations.revision(name, number);
    },
    async revisionByHash(hash) {
      return (
        drafts.findLast((each) => each.hash === hash) ??
        ctx.storage.configurations.revisionByHash(hash)
      );
    },
  };
  return {
    ...ctx,
    storage: { ...ctx.storage, configurations },
    sources: { ...ctx.sources, configurations },
  };
}
