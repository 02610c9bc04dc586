import type { Revision, RevisionCreated, TimelineEntry } from "@fleethub/api";
import { describe, expect, it } from "vitest";
import { good, unknownExporter } from "../real/configs.js";
import {
  addRevision,
  agentWhere,
  binaries,
  countOf,
  firstAgent,
  openHub,
  openSupervisor,
  pin,
  receives,
  timeline,
} from "../real/house.js";
import type { Hub } from "../real/hub.js";
import { freePort, pause, until } from "../real/wait.js";

const ROUNDS = 10;
const seed = Number(process.env["FLEETHUB_E2E_SEED"] ?? Date.now() % 1_000_000);

/** A small reproducible source of moments. */
function moments(state: number): () => number {
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const hashOf = (entry: TimelineEntry): unknown => entry.detail["hash"];

/** Adds revisions until the hub dies; answers the numbers that were acknowledged. */
async function writeUntilItDies(
  hub: Hub,
  port: number,
  acknowledged: Map<number, string>,
  round: number,
): Promise<void> {
  for (let index = 0; ; index += 1) {
    const content = `# round ${round}, write ${index}\n${good(port)}`;
    try {
      const answer = await hub.api<RevisionCreated>("POST", "/configurations/gateway/revisions", {
        content,
      });
      if (answer.status !== 201) return;
      acknowledged.set(answer.body.number, content);
    } catch {
      return;
    }
  }
}

describe.runIf(binaries)("the hub is killed", () => {
  it(`loses no acknowledged write and offers no rejected hash again, ${ROUNDS} times (seed ${seed})`, async () => {
    const next = moments(seed);
    const hub = await openHub();
    openSupervisor(hub);
    const { uid } = await firstAgent(hub);
    const port = await freePort();
    const goodRevision = await addRevision(hub, "gateway", good(port));
    await pin(hub, uid, "gateway", goodRevision);
    await agentWhere(hub, uid, "runs the good one", (one) => one.sync === "in-sync");
    const acknowledged = new Map<number, string>();

    for (let round = 0; round < ROUNDS; round += 1) {
      const bad = round % 2 === 0;
      const returns = () => countOf(hub, uid, "returning");
      const before = await returns();
      if (bad) {
        const revision = await addRevision(
          hub,
          "gateway",
          `# round ${round}\n${unknownExporter(port)}`,
        );
        await pin(hub, uid, "gateway", revision, true);
      }
      const writing = writeUntilItDies(hub, port, acknowledged, round);
      const isReturning = round % 4 === 2;
      if (isReturning) await until("the return is decided", async () => (await returns()) > before);
      // Anywhere between the offer and the acknowledged return.
      else await pause(next() * (bad ? 6_000 : 1_500));
      await hub.kill();
      await writing;
      await hub.start();

      for (const [number, content] of acknowledged) {
        const revision = await hub.must<Revision>(
          "GET",
          `/configurations/gateway/revisions/${number}`,
        );
        expect(revision.content, `revision ${number} of round ${round}`).toBe(content);
      }
      if (bad) {
        await agentWhere(
          hub,
          uid,
          `is back on a good one in round ${round}`,
          (one) => one.sync === "rolled-back",
          60_000,
        );
        await until(
          "the port answers",
          () => receives(port),
          30_000,
          () => timeline(hub, uid),
        );
        await pin(hub, uid, "gateway", goodRevision);
        await agentWhere(
          hub,
          uid,
          `is in sync in round ${round}`,
          (one) => one.sync === "in-sync",
          60_000,
        );
      }
    }

    const story = (await timeline(hub, uid)).reverse();
    const failed = story.filter((entry) => entry.kind === "config-failed").map(hashOf);
    expect(failed.length, "each bad revision failed").toBeGreaterThanOrEqual(ROUNDS / 2);
    expect(new Set(failed).size, "each of them once").toBe(failed.length);
    for (const hash of failed) {
      const about = story.filter((entry) => hashOf(entry) === hash).map((entry) => entry.kind);
      const since = about.slice(about.indexOf("config-failed"));
      expect(since, "no rejected hash was offered again").not.toContain("config-offered");
    }
  }, 600_000);
});
