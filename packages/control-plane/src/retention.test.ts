import { expect, it } from "vitest";
import type { TimelineEntry } from "./model.js";
import {
  sampleDigest,
  samplePolicy,
  sampleRollout,
  sampleRolloutStatus,
  sampleTimeline,
  sampleVerdict,
} from "./contract/index.js";
import { samplePerson, sampleSession, sampleTokenId } from "./contract/account-samples.js";
import type { Write } from "./ports.js";
import { createMemoryStorage } from "./memory/index.js";
import { FakeTime } from "./testing/fake-time.js";
import { utcDay } from "./utc-day.js";
import { CALL, openHub } from "./testing/open-hub.js";
import { effectiveOf, ScriptedSupervisor } from "./testing/supervisor.js";

const UID = "01a2053c-fb76-7ae3-b633-75cb1b5400bf";
const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;

it("drops history, bodies and changes when their time has come, and never the audit", async () => {
  const time = new FakeTime();
  const storage = createMemoryStorage({ clock: time });
  const settings = {
    retentionIntervalMs: MINUTE_MS,
    timelineEntriesMax: 20,
    timelineAgeMs: 20 * MINUTE_MS,
    bodyAgeMs: 10 * MINUTE_MS,
    changeLogAgeMs: 5 * MINUTE_MS,
    judgementAgeMs: 20 * MINUTE_MS,
    sessionIdleMs: 3 * MINUTE_MS,
    // It is noon: so long ago the day is still yesterday's, and a quarter of an hour from now it is today.
    complianceAgeMs: DAY_MS / 2 + 15 * MINUTE_MS,
  };
  const hub = await openHub({ storage, time, settings });
  const supervisor = new ScriptedSupervisor(hub, UID);
  await supervisor.hello(effectiveOf("", UID));
  await hub.plane.run("label", CALL, { uid: UID, labels: { env: "prod" } });
  const agent = await storage.agents.get(UID, CALL.scope);
  if (agent === null) throw new Error("The agent is not there.");
  const digest = sampleDigest();
  const policy = samplePolicy();
  const { digest: rule } = policy;
  const yesterday = utcDay(time.now() - DAY_MS);
  const rollout = sampleRollout({
    live: false,
    status: sampleRolloutStatus({ rolledBackAt: time.now() }),
  });
  const person = samplePerson();
  const lasting = { person: person.name, lastSeenAt: time.now(), expiresAt: time.now() + DAY_MS };
  const idle = sampleSession(lasting);
  const used = sampleSession({ ...lasting, lastSeenAt: time.now() + 3 * MINUTE_MS });
  const ranOut = sampleSession({ ...used, id: sampleTokenId(), expiresAt: time.now() + 1 });
  const entries: readonly TimelineEntry[] = Array.from({ length: 30 }, (_, index) =>
    sampleTimeline({ at: time.now() + index }),
  );
  await storage.store.commit({
    writes: [
      { kind: "add-timeline", id: agent.id, entries },
      { kind: "add-policy", policy },
      { kind: "add-verdicts", verdicts: [{ rule, body: digest, verdict: { verdict: "kept" } }] },
      { kind: "set-compliance", policy: policy.name, day: yesterday, judged: 1, kept: 1 },
      { kind: "add-rollout", rollout, members: [] },
      {
        kind: "add-judgement",
        rollout: rollout.id,
        judgement: { at: time.now(), verdicts: [sampleVerdict()] },
      },
      { kind: "add-person", person },
      ...[idle, used, ranOut].map(
        (session): Write => ({ kind: "add-session", personVersion: 1, session }),
      ),
      { kind: "add-bodies", at: time.now(), bodies: [{ digest, kind: "health", text: "{}" }] },
    ],
  });
  supervisor.cut();
  const history = async () =>
    (await storage.agents.timeline(agent.id, { limit: 1, cursor: null })).total;

  const sessions = async () => {
    const kept = await Promise.all([idle, used, ranOut].map(({ id }) => storage.sessions.get(id)));
    return kept.map((session) => session !== null);
  };
  const days = async () =>
    (await storage.policies.compliance(policy.name, "")).map(({ day }) => day);

  await time.pass(MINUTE_MS + 1);
  expect(await history()).toBe(20);
  expect(await sessions()).toEqual([true, true, false]);
  expect(await storage.feed.read(0, 1)).toHaveLength(1);
  expect(await storage.store.body(digest)).not.toBeNull();
  expect(await storage.policies.verdicts(rule, [digest])).toHaveLength(1);

  await time.pass(3 * MINUTE_MS);
  expect(await sessions()).toEqual([false, true, false]);
  await time.pass(3 * MINUTE_MS);
  expect(await sessions()).toEqual([false, false, false]);
  expect(await storage.feed.read(0, 1)).toBeNull();

  await time.pass(5 * MINUTE_MS);
  expect(await storage.store.body(digest)).toBeNull();
  expect(await storage.policies.verdicts(rule, [digest])).toEqual([]);
  expect(await days()).toContain(yesterday);
  expect(await storage.rollouts.judgements(rollout.id, 9)).toHaveLength(1);
  const health = agent.report.health?.digest;
  if (health !== undefined) expect(await storage.store.body(health)).not.toBeNull();

  await time.pass(10 * MINUTE_MS);
  expect(await history()).toBe(0);
  expect(await days()).not.toContain(yesterday);
  expect(await storage.rollouts.judgements(rollout.id, 9)).toEqual([]);
  const audit = await storage.audit.list({ text: "" }, { limit: 9, cursor: null });
  expect(audit.items.map(({ action }) => action)).toEqual(["label"]);
});
