import { randomBytes } from "node:crypto";
import type { AgentPage, Group, Rollout } from "@fleethub/api";
import { type Simulation, startSimulation } from "@fleethub/simulator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  postgresIsMissing,
  startTestPostgres,
  type TestPostgres,
} from "../../packages/storage/src/testing/postgres.js";
import { good } from "../real/configs.js";
import { addRevision, timeline } from "../real/house.js";
import { HubPair, numbers } from "../real/hub-pair.js";
import { mostInFlight, type Ledger, readLedger } from "../real/rollout-ledger.js";
import { membersOf } from "../real/rollouts.js";
import { pause, until } from "../real/wait.js";

const AGENTS = 30;
const IN_FLIGHT_MAX = 6;
const FAILURE_WINDOW_MS = 800;
const ROLLOUT_LIMIT_MS = 150_000;
const TEST_LIMIT_MS = 240_000;
const seed = Number(process.env["FLEETHUB_E2E_SEED"] ?? Date.now() % 1_000_000);

/** What an agent runs is told by the port that it receives on. */
const FIRST_PORT = 4318;
const configOf = (change: number) => good(FIRST_PORT + change);
const changeIn = (text: string) =>
  Number(/endpoint: 127\.0\.0\.1:(\d+)/.exec(text)?.[1] ?? FIRST_PORT) - FIRST_PORT;

describe.skipIf(postgresIsMissing("two hubs on one PostgreSQL"))(
  `two hubs on one PostgreSQL that are killed again and again (seed ${seed})`,
  // What these tests count begins where the one before ended: a second try would count the first.
  { retry: 0 },
  () => {
    const chance = numbers(seed);
    /** By agent's name: the changes that it was given to run, in order. */
    const given = new Map<string, number[]>();
    let server: TestPostgres;
    let databaseUrl: string;
    let pair: HubPair;
    let fleet: Simulation;

    beforeAll(async () => {
      server = await startTestPostgres();
      databaseUrl = await server.createDatabase(`hubs_${randomBytes(4).toString("hex")}`);
      pair = await HubPair.open(databaseUrl, FAILURE_WINDOW_MS, {
        FLEETHUB_DIRECT_LIMIT: String(AGENTS),
        FLEETHUB_LOG_LEVEL: "warn",
      });
      fleet = startSimulation({
        endpoint: pair.endpoint,
        agents: AGENTS,
        seed,
        heartbeatSeconds: 2,
        applyDelayMs: 200,
        failsOn: (text, { name }) => {
          given.set(name, [...(given.get(name) ?? []), changeIn(text)]);
          return null;
        },
      });
      const [hub] = pair.hubs;
      await until("all agents have reported", async () => {
        const page = await hub.must<AgentPage>("GET", "/agents?query=presence:connected&limit=500");
        return page.items.filter(({ version }) => version !== "").length === AGENTS;
      });
      await revision(1);
      const group = { name: "everyone", query: "type:*", configuration: "gateway" };
      await hub.must("POST", "/groups", group, 201);
      await runsEverywhere(1);
    });
    afterAll(async () => {
      await fleet?.stop();
      await pair?.remove();
      await server?.dispose();
    });

    const revision = (change: number) =>
      pair.any((hub) => addRevision(hub, "gateway", configOf(change)));

    const running = () => fleet.agents.map(({ runningConfig }) => changeIn(runningConfig ?? ""));

    const runsEverywhere = (change: number) =>
      until(
        `everybody runs change ${change}`,
        () => running().every((each) => each === change),
        30_000,
        () => othersThan(change),
      );

    /** What a hub knows of agents that do not run the change. */
    const othersThan = (change: number) =>
      pair.any(async (hub) => ({
        agents: await Promise.all(
          fleet.agents
            .filter(({ runningConfig }) => changeIn(runningConfig ?? "") !== change)
            .map(async ({ instanceUid, connected, configOutcome }) => ({
              connected,
              configOutcome,
              agent: await hub.must("GET", `/agents/${instanceUid}`),
              timeline: await timeline(hub, instanceUid),
            })),
        ),
        hubs: pair.hubs.map(({ output }) => output),
      }));

    const start = (number: number) =>
      pair.any((hub) =>
        hub.must<Rollout>(
          "POST",
          "/rollouts",
          {
            group: "everyone",
            revision: number,
            waves: [{ count: 2 }, { percent: 20 }, { percent: 40 }],
            soakSeconds: 1,
            answerSeconds: 90,
            maxInFlight: IN_FLIGHT_MAX,
            maxFailures: 0,
            gates: [{ measure: "failed-to-apply", against: "limit", threshold: 0.05 }],
            offline: "wait",
            expectedAgents: AGENTS,
          },
          201,
        ),
      );

    const look = (id: string) => pair.any((hub) => hub.must<Rollout>("GET", `/rollouts/${id}`));
    const stable = () => pair.any((hub) => hub.must<Group>("GET", "/groups/everyone"));

    const ledgerOf = (rollout: string, number: number) =>
      readLedger(databaseUrl, {
        rollout,
        group: "everyone",
        configuration: "gateway",
        revision: number,
      });

    /** Kills both while `work` runs, then starts whichever is dead. */
    async function whileKilling<T>(work: () => Promise<T>): Promise<T> {
      let isOver = false;
      const killing = pair.killUntil(() => isOver, chance);
      try {
        return await work();
      } finally {
        isOver = true;
        await killing;
      }
    }

    const ends = (id: string, phase: Rollout["phase"]) =>
      until(
        `rollout is ${phase}`,
        async () => (await look(id)).phase === phase,
        ROLLOUT_LIMIT_MS,
        async () => ({
          rollout: await look(id),
          members: await pair.any((hub) => membersOf(hub, id)),
          hubs: pair.hubs.map(({ output }) => output),
        }),
      );

    /** What holds of every rollout, however it ended. */
    function expectOrder({ members, events, acts }: Ledger): void {
      expect(members).toHaveLength(AGENTS);
      expect(members.flatMap(({ attempts }) => attempts).filter((each) => each !== 1)).toEqual([]);
      const flying = mostInFlight(members, FAILURE_WINDOW_MS);
      expect(flying.length, JSON.stringify(flying)).toBeLessThanOrEqual(IN_FLIGHT_MAX);
      expect(new Set(acts).size, `each act once: ${acts.join(", ")}`).toBe(acts.length);
      const once = events.filter((kind) => !kind.startsWith("wave") && kind !== "soak-began");
      expect(new Set(once).size, `each event once: ${events.join(", ")}`).toBe(once.length);
      expect(events).not.toContain("member-failed");
    }

    it.each([2, 3])(
      "F8 F9 change %i reaches everybody once, and becomes stable once",
      async (change) => {
        const before = (await stable()).version;
        const number = await revision(change);
        const killed = pair.kills;
        const { id, number: rollout } = await start(number);
        await whileKilling(() => ends(id, "complete"));
        await runsEverywhere(change);
        const ledger = await ledgerOf(id, number);
        expect(pair.kills, "hubs were killed").toBeGreaterThan(killed);
        expectOrder(ledger);
        expect(ledger.members.every(({ assignedAt, mark }) => assignedAt !== null && !mark)).toBe(
          true,
        );
        expect(ledger.members.every(({ appliedAt }) => appliedAt !== null)).toBe(true);
        expect(
          [...given.values()].map((all) => all.filter((each) => each === change).length),
        ).toEqual(Array(AGENTS).fill(1));
        const waves = (await look(id)).waves.length;
        for (const kind of ["wave-opened", "soak-began", "wave-passed"])
          expect(
            ledger.events.filter((each) => each === kind),
            kind,
          ).toHaveLength(waves);
        expect(ledger.events.at(-1)).toBe("complete");
        expect(ledger.acts).toEqual(["start-rollout", "rollout-complete"]);
        expect(ledger.stable).toMatchObject({ revision: number, rollout });
        expect(ledger.groupVersion, "one commit moved what is stable").toBe(before + 1);
      },
      TEST_LIMIT_MS,
    );

    it.each([4, 5])(
      "F8 F14 change %i is taken back from everybody who had it",
      async (change) => {
        const { version, stable: was } = await stable();
        const [before = 0] = running();
        const number = await revision(change);
        const killed = pair.kills;
        const reached = Math.floor(IN_FLIGHT_MAX + 1 + chance() * (AGENTS - 14));
        const { id, number: rollout } = await start(number);
        await whileKilling(async () => {
          await until(
            `${reached} run it and a hub was killed`,
            () =>
              pair.kills > killed && running().filter((each) => each === change).length >= reached,
            ROLLOUT_LIMIT_MS,
            () => look(id),
          );
          await rollBack(id);
          await ends(id, "rolled-back");
        });
        await runsEverywhere(before);
        const ledger = await ledgerOf(id, number);
        expect(pair.kills, "hubs were killed").toBeGreaterThan(killed);
        expectOrder(ledger);
        for (const { assignedAt, mark, appliedAt, assignment } of ledger.members) {
          expect(assignment?.rollout, "nobody stays assigned").not.toBe(rollout);
          if (assignedAt === null) expect([mark, appliedAt]).toEqual([null, null]);
          else expect(["returned", "withdrawn"]).toContain(mark);
        }
        // What an agent in flight said may have died with the hub that heard it: it is withdrawn, and brought back too.
        expect(
          ledger.members.filter(({ mark }) => mark === "returned").length,
        ).toBeGreaterThanOrEqual(reached - IN_FLIGHT_MAX);
        for (const changes of given.values()) {
          const since = changes.slice(changes.lastIndexOf(change));
          if (changes.includes(change)) expect(since, "there and back").toEqual([change, before]);
          expect(changes.filter((each) => each === change).length).toBeLessThanOrEqual(1);
        }
        expect(ledger.events.at(-1)).toBe("rolled-back");
        expect(ledger.acts).toEqual(["start-rollout", "roll-back-rollout", "rollout-rolled-back"]);
        expect(ledger.stable).toMatchObject({ revision: was?.revision, rollout: was?.rollout });
        expect(ledger.groupVersion, "what is stable was left alone").toBe(version);
      },
      TEST_LIMIT_MS,
    );

    /** Asks until it is decided: the answer may be lost with the hub that gave it. */
    async function rollBack(id: string): Promise<void> {
      for (;;) {
        const answer = await pair.any((hub) => hub.api("POST", `/rollouts/${id}/roll-back`, {}));
        if (answer.status === 202 || (await look(id)).rollingBack !== null) return;
        await pause(50);
      }
    }
  },
);
