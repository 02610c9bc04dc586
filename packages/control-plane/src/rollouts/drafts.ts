import type { RevisionRecord } from "../model.js";
import type { ConfigurationReader } from "../ports.js";
import type { VerbContext } from "../verbs/verb.js";

/** A context in which revisions that are about to be committed can be read already. */
export function withDrafts(ctx: VerbContext, drafts: readonly RevisionRecord[]): VerbContext {
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
