import type {
  AgentRecord,
  ConfigurationRecord,
  EnrolmentTokenRecord,
  GroupRecord,
  PolicyRecord,
  RevisionRecord,
  SecretRecord,
} from "../model.js";
import { problem, type ResourceKind, type VerbProblem } from "./problem.js";
import type { VerbContext } from "./verb.js";

interface Found<T> {
  readonly kind: "found";
  readonly value: T;
}

const found = <T>(value: T): Found<T> => ({ kind: "found", value });

/** Refuses a version other than the one that is there now. */
function stale(
  resource: { readonly kind: ResourceKind; readonly id: string },
  currentVersion: number,
): VerbProblem {
  return problem(
    "stale-version",
    `This ${resource.kind} changed since you read it. Read it again, then repeat what still fits.`,
    { resource, currentVersion },
  );
}

/** What was read under a name, as long as it is there and of the version that the caller means. */
async function findNamed<T extends { readonly version: number }>(
  kind: ResourceKind,
  id: string,
  read: Promise<T | null>,
  missing: string,
  ifVersion: number | undefined,
): Promise<Found<T> | VerbProblem> {
  const resource = { kind, id };
  const stored = await read;
  if (stored === null) return problem("not-found", missing, { resource });
  if (ifVersion !== undefined && ifVersion !== stored.version) {
    return stale(resource, stored.version);
  }
  return found(stored);
}

/** By current or former instance UID, with what its mailbox knows. */
export async function findAgent(
  ctx: VerbContext,
  uid: string,
  ifVersion?: number,
): Promise<Found<AgentRecord> | VerbProblem> {
  const missing =
    "No agent has this instance UID. Look it up in the inventory; it may have been forgotten.";
  const read = ctx.storage.agents.get(uid, ctx.scope);
  const agent = await findNamed("agent", uid, read, missing, ifVersion);
  return agent.kind === "problem" ? agent : found(ctx.live.newest(agent.value));
}

export function findConfiguration(
  ctx: VerbContext,
  name: string,
  ifVersion?: number,
): Promise<Found<ConfigurationRecord> | VerbProblem> {
  const missing = `No configuration is named ${name}. Create it, or pick another.`;
  const read = ctx.storage.configurations.get(name);
  return findNamed("configuration", name, read, missing, ifVersion);
}

export function findEnrolmentToken(
  ctx: VerbContext,
  name: string,
  ifVersion?: number,
): Promise<Found<EnrolmentTokenRecord> | VerbProblem> {
  const missing = `No enrolment token is named ${name}. List them, or make it.`;
  const read = ctx.storage.enrolment.get(name);
  return findNamed("enrolment-token", name, read, missing, ifVersion);
}

export function findPolicy(
  ctx: VerbContext,
  name: string,
  ifVersion?: number,
): Promise<Found<PolicyRecord> | VerbProblem> {
  const missing = `No policy is named ${name}. List them, or create it.`;
  return findNamed("policy", name, ctx.storage.policies.get(name), missing, ifVersion);
}

/** As the plan read the groups. */
export function findGroup(
  ctx: VerbContext,
  name: string,
  ifVersion?: number,
): Promise<Found<GroupRecord> | VerbProblem> {
  const missing = `No group is named ${name}. List them, or create it.`;
  return findNamed("group", name, ctx.groups.get(name), missing, ifVersion);
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

export function findSecret(
  ctx: VerbContext,
  name: string,
  ifVersion?: number,
): Promise<Found<SecretRecord> | VerbProblem> {
  const missing = `No secret is named ${name}. List them, or create it.`;
  return findNamed("secret", name, ctx.storage.secrets.get(name), missing, ifVersion);
}
