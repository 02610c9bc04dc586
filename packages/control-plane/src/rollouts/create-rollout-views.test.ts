import { expect, it } from "vitest";
import { createMemoryStorage } from "../memory/index.js";
import { OTHER } from "../testing/configs.js";
import { openFleet, revise } from "../testing/fleet.js";
import { openHub } from "../testing/open-hub.js";
import { detailOf, start } from "../testing/rollout-fleet.js";

it("a rollout is shown with one read for each revision, however many members it has", async () => {
  const storage = createMemoryStorage();
  let reads: string[] = [];
  const configurations = {
    ...storage.configurations,
    revision(name: string, number: number) {
      reads.push(`${name} r${number}`);
      return storage.configurations.revision(name, number);
    },
  };
  const hub = await openHub({ storage: { ...storage, configurations } });
  const fleet = await openFleet(hub, 40);
  const id = await start(fleet, await revise(hub, OTHER));
  reads = [];
  expect((await detailOf(fleet, id)).steps).toEqual({ waiting: 40 });
  expect(reads).toEqual(["edge r1"]);
});
