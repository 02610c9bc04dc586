import { expect, test } from "vitest";
import { instanceUidToBytes } from "../instance-uid.js";
import { create, EffectiveConfigSchema, ServerErrorResponseType } from "../messages.js";
import { bytes, setUp } from "../testing/agent-set-up.js";
import { MemoryServer } from "../testing/memory-server.js";
import { settle } from "../testing/settle.js";
import type { AgentTransport } from "./transport.js";
import { TRIAL_TIMEOUT_MS_DEFAULT, type TrialOutcome } from "./trial.js";

/** A connected agent, and a second server that it tries. */
function setUpTrial() {
  const world = setUp();
  const next = new MemoryServer();
  world.server.open();
  world.server.push({});
  const outcomes: TrialOutcome[] = [];
  const tryNext = async () => {
    outcomes.push(await world.agent.tryTransport(next.transport));
  };
  return { ...world, next, outcomes, tryNext };
}

test("a server that answers takes over: full report there, farewell and Close 1000 here", async () => {
  const { agent, server, next, outcomes, tryNext, health } = setUpTrial();
  void tryNext();
  next.open();
  expect(next.last.agentDescription).toBeDefined();
  expect(next.last.availableComponents?.components).toEqual({});
  agent.report({ health: health(false) });
  expect(server.reports).toHaveLength(1);
  next.push({ flags: 2n });
  await settle();
  expect(outcomes).toEqual([{ ok: true }]);
  expect(server.last.agentDisconnect).toBeDefined();
  expect(server.ends).toEqual([1000]);
  // What changed meanwhile, and what the first answer asked for.
  expect(next.reports).toHaveLength(2);
  expect(next.last.health?.healthy).toBe(false);
  expect(Object.keys(next.last.availableComponents?.components ?? {})).toEqual(["receivers"]);
  expect(agent.state).toBe("connected");
});

test("Q-03 the sequence goes on without a gap on either side", async () => {
  const { agent, server, next, tryNext, health } = setUpTrial();
  void tryNext();
  next.open();
  next.push({});
  agent.report({ health: health(false) });
  expect(server.reports.map(({ sequenceNum }) => sequenceNum)).toEqual([0n, 1n]);
  expect(next.reports.map(({ sequenceNum }) => sequenceNum)).toEqual([1n, 2n]);
});

test("I-07 at the same address no farewell is said, since the agent does not leave", () => {
  const world = setUp({ transport: addressed(new MemoryServer(), "hub:4320").transport });
  const first = addressed(new MemoryServer(), "hub:4320");
  const second = addressed(new MemoryServer(), "hub:4320");
  world.agent.moveTo(first.transport);
  first.open();
  void world.agent.tryTransport(second.transport);
  second.open();
  second.push({});
  expect(first.last.agentDisconnect).toBeUndefined();
  expect(first.ends).toEqual([1000]);
});

test("a refused handshake leaves everything as it was", async () => {
  const { server, next, outcomes, tryNext, seen, agent, health } = setUpTrial();
  next.refuseWith = { httpStatus: 401 };
  void tryNext();
  next.open();
  await settle();
  expect(outcomes).toEqual([{ ok: false, reason: "refused" }]);
  agent.report({ health: health(false) });
  expect(server.last.sequenceNum).toBe(1n);
  expect(server.last.agentDescription).toBeUndefined();
  expect(seen.retries).toEqual([]);
});

test("silence ends a trial in time, and what was said there is owed here", async () => {
  const { agent, server, next, outcomes, tryNext, time, health } = setUpTrial();
  agent.report({ health: health(false) });
  void tryNext();
  next.open();
  agent.report({ health: health(true) });
  time.advance(TRIAL_TIMEOUT_MS_DEFAULT);
  await settle();
  expect(outcomes).toEqual([
    { ok: false, reason: "the server did not answer there within 30000 ms" },
  ]);
  expect(next.ends).toEqual(["cut"]);
  expect(server.last.sequenceNum).toBe(2n);
  expect(server.last.health?.healthy).toBe(true);
  expect(server.last.agentDescription).toBeUndefined();
});

test("an error, bytes that are no message, and messages for others do not count as an answer", async () => {
  const { next, outcomes, tryNext, server } = setUpTrial();
  void tryNext();
  next.open();
  next.push({ instanceUid: new Uint8Array(16).fill(1) });
  await settle();
  expect(outcomes).toEqual([]);
  next.push({
    errorResponse: { type: ServerErrorResponseType.BadRequest, errorMessage: "who are you" },
  });
  void tryNext();
  next.open();
  next.pushRaw(new Uint8Array([0, 255, 255]));
  await settle();
  expect(outcomes).toEqual([
    { ok: false, reason: "the server there answered with an error: who are you" },
    { ok: false, reason: "the server there does not speak OpAMP" },
  ]);
  expect(server.connected).toBe(true);
});

test("a new UID in the first answer is taken over", async () => {
  const { agent, next, tryNext, seen } = setUpTrial();
  const uid = seen.uid("0192f0a0-b0c0-7d0e-8f00-112233445577");
  void tryNext();
  next.open();
  next.push({ agentIdentification: { newInstanceUid: instanceUidToBytes(uid) } });
  await settle();
  expect(agent.instanceUid).toBe(uid);
});

test("a newer trial, moveTo and stop end the one under way", async () => {
  const { agent, next, outcomes, tryNext } = setUpTrial();
  void tryNext();
  void tryNext();
  next.open();
  agent.moveTo(new MemoryServer().transport);
  await settle();
  void tryNext();
  await agent.stop();
  void tryNext();
  await settle();
  expect(outcomes.map((outcome) => !outcome.ok && outcome.reason)).toEqual([
    "another transport is tried now",
    "the agent moves elsewhere",
    "the agent stops",
    "the agent is not running",
  ]);
});

test("a trial may bring back an agent that has lost its server", async () => {
  const { agent, server, next, outcomes, tryNext, time } = setUpTrial();
  server.drop();
  void tryNext();
  next.open();
  next.push({});
  await settle();
  expect(outcomes).toEqual([{ ok: true }]);
  time.advance(29_999);
  expect(server.handshakes).toBe(1);
  expect(agent.state).toBe("connected");
  time.advance(1);
  expect(next.reports).toHaveLength(2);
});

function addressed(server: MemoryServer, address: string): MemoryServer {
  server.address = address;
  return server;
}

test("an effective config that was told to a server tried in vain is still owed here", async () => {
  let body = "a: 1";
  const { agent, server } = setUp({
    digest: (data) => data,
    callbacks: {
      effectiveConfig: () =>
        create(EffectiveConfigSchema, { configMap: { configMap: { "": { body: bytes(body) } } } }),
    },
  });
  const next = new MemoryServer();
  server.open();
  server.push({});
  const outcome = agent.tryTransport(next.transport);
  body = "a: 2";
  next.open();
  expect(next.last.effectiveConfig).toBeDefined();
  next.drop();
  expect((await outcome).ok).toBe(false);
  agent.report({ effectiveConfig: true });
  expect(server.last.effectiveConfig?.configMap?.configMap[""]?.body).toEqual(bytes("a: 2"));
});

test("a transport that throws when it is opened leaves everything as it was", async () => {
  const { agent, time } = setUpTrial();
  const before = time.waits;
  const broken: AgentTransport = {
    kind: "websocket",
    open() {
      throw new Error("no such scheme");
    },
  };
  await expect(agent.tryTransport(broken)).rejects.toThrow("no such scheme");
  expect(time.waits).toEqual(before);
  expect(agent.state).toBe("connected");
});
