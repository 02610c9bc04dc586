import { EVERYTHING } from "@fleethub/fleet/access";
import { type BodyDigest, sayAgents } from "@fleethub/fleet";
import type { ConfigurationRecord, RevisionRecord, StoredBody } from "../model.js";
import type { Page } from "../ports.js";
import { audited } from "./audited.js";
import { findConfiguration } from "./find.js";
import { exactly } from "./exactly.js";
import { problem, type VerbProblem } from "./problem.js";
import type { Conditional, Verb, VerbContext } from "./verb.js";

export interface RemoveConfiguration extends Conditional {
  readonly name: string;
}

/**
 * Removes a configuration that no agent and no group is wanted to run and no newest revision stands on. What its revisions said is kept
 * by hash: it may be the last good config of an agent, which is returned to it when something newer fails.
 */
export const removeConfiguration: Verb<RemoveConfiguration, null> = {
  async plan(ctx, input) {
    const found = await findConfiguration(ctx, input.name, input.ifVersion);
    if (found.kind === "problem") return found;
    const { name, version, kind, description, latestRevision } = found.value;
    const resource = { kind: "configuration", id: name } as const;
    const used = (await groupsUse(ctx, name)) ?? (await agentsUse(ctx, name));
    if (used !== null) return used;
    const onIt = kind === "fragment" ? await standingOn(ctx, name) : [];
    if (onIt.length > 0) {
      return problem(
        "in-use",
        `The newest revisions of ${onIt.join(", ")} stand on ${name}. Make revisions without it first.`,
        { resource },
      );
    }
    const bodies = (await revisionsOf(ctx, name)).map(bodyOf);
    return {
      kind: "plan",
      changes: {
        writes: [
          ...(bodies.length > 0 ? [{ kind: "add-bodies" as const, at: ctx.now, bodies }] : []),
          { kind: "remove-configuration", name, expect: version },
          audited(
            ctx,
            "remove-configuration",
            resource,
            { kind, description, latestRevision },
            null,
          ),
        ],
      },
      reach: [],
      acts: [],
      value: null,
    };
  },
};

async function groupsUse(ctx: VerbContext, name: string): Promise<VerbProblem | null> {
  const { all } = await ctx.groups.all();
  const users = all.flatMap(({ record }) => {
    const { configuration, stable } = record;
    return configuration === name || stable?.configuration === name ? [record.name] : [];
  });
  if (users.length === 0) return null;
  return problem(
    "in-use",
    `${users.length === 1 ? "The group" : "The groups"} ${users.join(", ")} ${users.length === 1 ? "is" : "are"} released from ${name}, or ${users.length === 1 ? "runs" : "run"} a revision of it. Release another configuration there, or remove ${users.length === 1 ? "it" : "them"}, first.`,
    { resource: { kind: "configuration", id: name } },
  );
}

/** Pinned to it, held on it, or assigned it by a rollout. */
async function agentsUse(ctx: VerbContext, name: string): Promise<VerbProblem | null> {
  const query = exactly("configuration", name);
  const filter = { query, now: ctx.now, scope: EVERYTHING };
  const page = { limit: 1, cursor: null };
  const sort = { by: "name", descending: false } as const;
  const { total: wanted } = await ctx.storage.agents.list(filter, sort, page);
  const pinned = await ctx.storage.configurations.pinnedAgents(name, EVERYTHING);
  const agents = Math.max(wanted, pinned);
  if (agents === 0) return null;
  const are = agents === 1 ? "is" : "are";
  const how = pinned === agents ? `${are} pinned to` : `${are} pinned to, held on or assigned`;
  return problem(
    "in-use",
    `${sayAgents(agents)} ${how} ${name}. Lift these pins and holds, pin another configuration or release one there first: configuration:${name} finds them.`,
    { resource: { kind: "configuration", id: name }, agents },
  );
}

async function revisionsOf(ctx: VerbContext, name: string): Promise<readonly RevisionRecord[]> {
  const revisions: RevisionRecord[] = [];
  let cursor: string | null = null;
  do {
    const page = await ctx.storage.configurations.revisions(name, { limit: 500, cursor });
    revisions.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return revisions;
}

/** Configurations whose newest revision has this fragment as a layer. */
async function standingOn(ctx: VerbContext, name: string): Promise<readonly string[]> {
  const { configurations } = ctx.storage;
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<ConfigurationRecord> = await configurations.list({ limit: 500, cursor });
    for (const { name: other, kind, latestRevision } of page.items) {
      if (kind === "fragment" || latestRevision === 0) continue;
      const newest = await configurations.revision(other, latestRevision);
      if (newest?.layers.some(({ configuration }) => configuration === name)) found.push(other);
    }
    cursor = page.nextCursor;
  } while (cursor !== null);
  return found;
}

/** A config's hash stands in for the digest: it is as unique, and it is what agents name. */
const bodyOf = ({ hash, content }: RevisionRecord): StoredBody => ({
  digest: hash as string as BodyDigest,
  kind: "remote-config",
  text: content,
});
