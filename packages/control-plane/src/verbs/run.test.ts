import { expect, test } from "vitest";
import { createMemoryStorage } from "../memory/index.js";
import type { Write } from "../ports.js";
import { CALL, openHub } from "../testing/open-hub.js";
import { ScriptedSupervisor } from "../testing/supervisor.js";

const UID = "0190a6a0-0000-7000-8000-000000000001";

/** Labels an agent on a hub on which something is written about the agent just before each of this many commits. */
async function labelled(lostCommits: number) {
  const storage = createMemoryStorage();
  const commit = storage.store.commit.bind(storage.store);
  let left = 0;
  storage.store.commit = async (changes) => {
    const [intent] = changes.writes.filter((write) => write.kind === "set-intent");
    if (intent !== undefined && left > 0) {
      left -= 1;
      const { id, expect: version } = intent;
      const before: Write = {
        kind: "set-intent",
        id,
        expect: version,
        variables: { left: `${left}` },
      };
      await commit({ writes: [before] });
    }
    return commit(changes);
  };
  const hub = await openHub({ storage });
  await new ScriptedSupervisor(hub, UID).hello();
  left = lostCommits;
  const answer = hub.plane.run("label", CALL, { uid: UID, labels: { env: "prod" } });
  await hub.time.pass(2_000);
  return answer;
}

test("a verb outlasts a moment in which the hub itself writes about its agents", async () => {
  expect(await labelled(7)).toMatchObject({ kind: "done" });
});

test("a verb that never gets to it says what changes, and to repeat it", async () => {
  expect(await labelled(8)).toMatchObject({
    code: "stale-version",
    detail: expect.stringContaining("again and again"),
  });
});
