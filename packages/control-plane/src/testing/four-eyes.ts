import type { Grant, Role, Subject } from "@fleethub/fleet/access";
import { sampleAgent } from "../contract/samples.js";
import type { AgentRecord, ApprovalRecord, PersonRecord } from "../model.js";
import type { VerbInput, VerbName } from "../verbs/table.js";
import { GOOD, OTHER } from "./configs.js";
import { make } from "./fleet.js";
import { CALL, type TestHub } from "./open-hub.js";
import { SUPERVISOR_CAPABILITIES } from "./supervisor.js";

/** A person as verbs are called by him. */
export function callOf(name: string, ...grants: readonly (Role | Grant)[]) {
  const given = grants.map((each) =>
    typeof each === "string" ? { role: each, reach: null } : each,
  );
  const subject: Subject = { kind: "person", id: name, name, grants: given };
  const actor = { kind: "operator", id: name, via: "api", requestId: `by-${name}` } as const;
  return { actor, subject } as const;
}

/** Changes things, and asks. */
export const OTTO = callOf("otto", "operator");
/** Changes things too. */
export const OLGA = callOf("olga", "operator");
/** Answers. */
export const GRACE = callOf("grace", "approver");

/** Adds the person, or gives him other grants. */
export async function knows(
  { storage }: TestHub,
  { subject }: ReturnType<typeof callOf>,
  over: Partial<PersonRecord> = {},
): Promise<void> {
  const { id: name, grants } = subject;
  const known = await storage.people.get(name);
  const person: PersonRecord = {
    name,
    displayName: name,
    grants,
    disabled: false,
    password: null,
    identity: null,
    invitation: null,
    lastSignInAt: null,
    version: 1,
    createdAt: 0,
    createdBy: "ada",
    ...over,
  };
  const write =
    known === null
      ? ({ kind: "add-person", person } as const)
      : ({ kind: "set-person", expect: known.version, person } as const);
  const result = await storage.store.commit({ writes: [write] });
  if (result.kind !== "committed") throw new Error(`${name} was not kept.`);
}

/** An agent that takes what it is offered, as the store has it. */
export function storedAgent(labels: Readonly<Record<string, string>>): AgentRecord {
  const agent = sampleAgent({ labels });
  return { ...agent, report: { ...agent.report, capabilities: SUPERVISOR_CAPABILITIES } };
}

/** Adds agents to the store, and waits until each has its group. */
export async function joins(hub: TestHub, agents: readonly AgentRecord[]): Promise<void> {
  await hub.storage.store.commit({
    writes: agents.map((agent) => ({ kind: "add-agent", agent })),
  });
}

/**
 * Two groups: `prod` (`label.env:prod`, protected, runs `edge` r1, has `members`) and `test` (`label.env:test`). The
 * configuration `edge` has two revisions, the people above are known.
 */
export async function openGuarded(hub: TestHub, members: readonly AgentRecord[]): Promise<void> {
  for (const person of [OTTO, OLGA, GRACE]) await knows(hub, person);
  await make(hub.plane.run("create-configuration", CALL, { name: "edge" }));
  await make(hub.plane.run("create-revision", CALL, { name: "edge", content: GOOD }));
  for (const name of ["prod", "test"]) {
    const input = { name, query: `label.env:${name}`, configuration: "edge" };
    await make(hub.plane.run("create-group", CALL, input));
  }
  await make(hub.plane.run("create-revision", CALL, { name: "edge", content: OTHER }));
  await joins(
    hub,
    members.map((agent) => ({ ...agent, group: agent.labels["env"] ?? null })),
  );
  await make(hub.plane.run("protect-group", CALL, { name: "prod", approvals: 1 }));
}

/** Asks for approval of a verb, which has to be taken. */
export async function ask<Name extends VerbName>(
  { plane }: TestHub,
  verb: Name,
  input: VerbInput<Name>,
  who: ReturnType<typeof callOf> = OTTO,
): Promise<ApprovalRecord> {
  const asked = { verb, input, asked: {}, message: "It is needed" };
  return (await make(plane.run("request-approval", who, asked))).value;
}

/** Approves a request as it was read. */
export function approve(
  { plane }: TestHub,
  { id: request, hash }: ApprovalRecord,
  who: ReturnType<typeof callOf> = GRACE,
) {
  return plane.run("approve-request", who, { request, hash, comment: "" });
}
