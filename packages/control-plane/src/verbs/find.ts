import type { AgentRecord, ConfigurationRecord, PolicyRecord, RevisionRecord } from "../model.js";
import { problem, type VerbProblem } from "./problem.js";
import type { VerbContext } from "./verb.js";

interface Found<T> {
  readonly kind: "found";
  readonly value: T;
}

const found = <T>(value: T): Found<T> => ({ kind: "found", value });

/** Refuses a version other than the one that is there now. */
function stale(
  resource: { readonly kind: "agent" | "configuration" | "policy"; readonly id: string },
  currentVersion: number,
): VerbProblem {
  return problem(
    "stale-version",
    `This ${resource.kind} changed since you read it. Read it again, then repeat what still fits.`,
    { resource, currentVersion },
  );
}

/** By current or former instance UID, with what its mailbox knows. */
export async function findAgent(
  ctx: VerbContext,
  uid: string,
  ifVersion?: number,
): Promise<Found<AgentRecord> | VerbProblem> {
  const stored = await ctx.storage.agents.get(uid, ctx.scope);
  if (stored === null) {
    return problem(
      "not-found",
      "No agent has this instance UID. Look it up in the inventory; it may have been forgotten.",
      { resource: { kind: "agent", id: uid } },
    );
  }
  if (ifVersion !== undefined && ifVersion !== stored.version) {
    return stale({ kind: "agent", id: uid }, stored.version);
  }
  return found(ctx.live.newest(stored));
}

export async function findConfiguration(
  ctx: VerbContext,
  name: string,
  ifVersion?: number,
): Promise<Found<ConfigurationRecord> | VerbProblem> {
  const resource = { kind: "configuration", id: name } as const;
  const stored = await ctx.storage.configurations.get(name);
  if (stored === null) {
    return problem("not-found", `No configuration is named ${name}. Create it, or pick another.`, {
      resource,
    });
  }
  if (ifVersion !== undefined && ifVersion !== stored.version) {
    return stale(resource, stored.version);
  }
  return found(stored);
}

export async function findPolicy(
  ctx: VerbContext,
  name: string,
  ifVersion?: number,
): Promise<Found<PolicyRecord> | VerbProblem> {
  const resource = { kind: "policy", id: name } as const;
  const stored = await ctx.storage.policies.get(name);
  if (stored === null) {
    return problem("not-found", `No policy is named ${name}. List them, or create it.`, {
      resource,
    });
  }
  if (ifVersion !== undefined && ifVersion !== stored.version) {
    return stale(resource, stored.version);
  }
  return found(stored);
}

export async function findRevision(
  ctx: VerbContext,
  name: string,
  number: number,
): Promise<Found<RevisionRecord> | VerbProblem> {
  const configuration = await findConfiguration(ctx, name);
  if (configuration.kind === "problem") return configuration;
  const stored = await ctx.storage.configurations.revision(name, number);
  if (stored !== null) return found(stored);
  const { latestRevision } = configuration.value;
  const there = latestRevision === 0 ? "it has none yet" : `the newest is ${latestRevision}`;
  return problem("not-found", `${name} has no revision ${number}: ${there}.`, {
    resource: { kind: "revision", id: `${name}/${number}` },
  });
}
