import { expect, test } from "vitest";
import { createMemoryStorage } from "../memory/index.js";
import { FakeTime } from "../testing/fake-time.js";
import { SILENT } from "../testing/open-hub.js";
import { TokenBoard } from "./token-board.js";

test("who asks for a reading is told by one that began later, at whatever moment he asks", async () => {
  const { enrolment, store } = createMemoryStorage();
  const time = new FakeTime();
  let begun = 0;
  const reader = {
    ...enrolment,
    list() {
      begun += 1;
      return enrolment.list();
    },
  };
  const platform = { clock: time, schedule: time, logger: SILENT };
  const board = new TokenBoard({ reader, store, ...platform });
  for (let turns = 0; turns < 12; turns += 1) {
    const first = board.read();
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
    const before = begun;
    await board.read();
    expect(begun, `after ${turns} turns`).toBeGreaterThan(before);
    await first;
  }
});
