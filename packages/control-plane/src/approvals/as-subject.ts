import type { Subject } from "@fleethub/fleet/access";
import { readingScope } from "../access/reading-scope.js";
import type { Actor } from "../model.js";
import type { VerbContext } from "../verbs/verb.js";

/** The same moment and the same services, in somebody else's name and with what he may see. */
export function asSubject(ctx: VerbContext, subject: Subject, actor: Actor): VerbContext {
  return { ...ctx, subject, actor, scope: readingScope(subject) };
}
