import { describe, expect, it } from "vitest";
import { createMemoryStorage } from "../memory/index.js";
import { StoreUnavailable } from "../ports.js";
import { GOOD, OTHER } from "../testing/configs.js";
import { FakeTime } from "../testing/fake-time.js";
import { make, openFleet } from "../testing/fleet.js";
import { CALL, openHub } from "../testing/open-hub.js";

describe("agents whose intent was committed", () => {
  it("are read by pages, however many there are", async () => {
    const storage = createMemoryStorage();
    let reads = 0;
    const agents = {
      ...storage.agents,
      byIds: (ids: Parameters<typeof storage.agents.byIds>[0]) => {
        reads += 1;
        return storage.agents.byIds(ids);
      },
    };
    const hub = await openHub({ storage: { ...storage, agents } });
    const fleet = await openFleet(hub, 60);
    await make(hub.plane.run("create-revision", CALL, { name: "edge", content: OTHER }));
    reads = 0;
    const input = { configuration: "edge", revision: 2 };
    await make(hub.plane.run("bulk", CALL, { query: "os:linux", verb: "pin", input }));
    expect(reads).toBe(1);
    await fleet.until(async () => fleet.agents.every(({ runs }) => runs === OTHER));
  });

  it("do not keep a hub from following the others where one of them cannot be read", async () => {
    const time = new FakeTime();
    const storage = createMemoryStorage({ clock: time });
    let broken: string | null = null;
    const configurations = {
      ...storage.configurations,
      async revision(name: string, number: number) {
        if (name === broken) throw new Error("It cannot be read.");
        return storage.configurations.revision(name, number);
      },
    };
    const hub = await openHub({ storage: { ...storage, configurations }, time });
    const other = await openHub({ storage, time, hubId: "hub-2" });
    const fleet = await openFleet(hub, 3);
    const [first, second] = fleet.agents;
    await make(other.plane.run("create-configuration", CALL, { name: "poison" }));
    await make(other.plane.run("create-revision", CALL, { name: "poison", content: OTHER }));
    await make(other.plane.run("create-revision", CALL, { name: "edge", content: OTHER }));
    broken = "poison";
    const pin = (uid = "", configuration: string, revision: number) =>
      make(other.plane.run("pin", CALL, { uid, configuration, revision }));
    await pin(first?.uid, "poison", 1);
    await pin(second?.uid, "edge", 2);
    await fleet.until(async () => second?.runs === OTHER);
    expect(first?.runs).toBe(GOOD);
  });

  it("are read again after the store was away", async () => {
    const time = new FakeTime();
    const storage = createMemoryStorage({ clock: time });
    let isAway = false;
    const agents = {
      ...storage.agents,
      byIds: (ids: Parameters<typeof storage.agents.byIds>[0]) =>
        isAway ? Promise.reject(new StoreUnavailable("away")) : storage.agents.byIds(ids),
    };
    const hub = await openHub({ storage: { ...storage, agents }, time });
    const other = await openHub({ storage, time, hubId: "hub-2" });
    const fleet = await openFleet(hub, 1);
    await make(other.plane.run("create-revision", CALL, { name: "edge", content: OTHER }));
    isAway = true;
    const uid = fleet.agents[0]?.uid ?? "";
    await make(other.plane.run("pin", CALL, { uid, configuration: "edge", revision: 2 }));
    await fleet.run(10_000);
    expect(fleet.agents[0]?.runs).toBe(GOOD);
    isAway = false;
    await fleet.until(async () => fleet.agents[0]?.runs === OTHER);
  });
});
