import { decide, type Subject } from "@fleethub/fleet/access";
import { personSubject } from "../accounts/authenticate.js";
import type { PersonRecord } from "../model.js";
import type { Page } from "../ports.js";
import type { VerbContext } from "../verbs/verb.js";
import { personBehind } from "./parties.js";

/** Names that the sentence lists. */
const NAMES_MAX = 5;

/** Whose approval a change of these groups needs, in one sentence: who it could be, or what to do where nobody could. */
export async function whoMayApprove(
  ctx: Pick<VerbContext, "storage" | "groups" | "subject">,
  groups: readonly string[],
): Promise<string> {
  const asks = await personBehind(ctx.storage, ctx.subject);
  const names: string[] = [];
  let more = 0;
  for await (const person of everybody(ctx)) {
    if (person.disabled || person.name === asks) continue;
    if (!(await coversGroups(ctx, personSubject(person), groups))) continue;
    if (names.length < NAMES_MAX) names.push(person.name);
    else more += 1;
  }
  const where = groups.join(", ");
  if (names.length === 0) {
    return `It needs the approval of another person whose role approver reaches ${where}; nobody has it yet. An administrator gives roles.`;
  }
  const listed = [...names, ...(more === 0 ? [] : [`${more} more`])];
  const last = listed.pop() ?? "";
  const who = listed.length === 0 ? last : `${listed.join(", ")} or ${last}`;
  return `It needs the approval of another person whose role approver reaches ${where}: ${who}.`;
}

/** Does the role approver of this subject reach all of these groups, also agents that come to them later? */
export async function coversGroups(
  ctx: Pick<VerbContext, "groups">,
  subject: Subject,
  groups: readonly string[],
): Promise<boolean> {
  if (!decide(subject, "approvals.answer").allowed) return false;
  for (const name of groups) {
    const group = await ctx.groups.get(name);
    // A group that is gone has no members that could be out of reach.
    if (group === null) continue;
    const { query } = group;
    if (!decide(subject, "approvals.answer", { kind: "selector", query }).allowed) return false;
  }
  return true;
}

async function* everybody({ storage }: Pick<VerbContext, "storage">): AsyncGenerator<PersonRecord> {
  let cursor: string | null = null;
  do {
    const page: Page<PersonRecord> = await storage.people.list({ limit: 500, cursor });
    yield* page.items;
    cursor = page.nextCursor;
  } while (cursor !== null);
}
