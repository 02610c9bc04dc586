import { describe, expect, it } from "vitest";
import { describeFleetStorage } from "../contract/index.js";
import { StoreUnavailable } from "../ports.js";
import { createMemoryStorage } from "./index.js";

describeFleetStorage("memory", async () => {
  const storage = createMemoryStorage();
  return {
    ...storage,
    dispose: () => storage.store.close(),
  };
});

describe("a memory storage that is away", () => {
  it("rejects every call, and has lost nothing when it is back", async () => {
    const storage = createMemoryStorage();
    const key = await storage.store.secretKey("audit");
    storage.setAvailable(false);
    const page = { limit: 1, cursor: null };
    await expect(storage.store.commit({ writes: [] })).rejects.toThrow(StoreUnavailable);
    await expect(storage.configurations.list(page)).rejects.toThrow(StoreUnavailable);
    await expect(storage.feed.latest()).rejects.toThrow(StoreUnavailable);
    storage.setAvailable(true);
    expect(await storage.store.secretKey("audit")).toEqual(key);
    await storage.store.close();
    await expect(storage.store.secretKey("audit")).rejects.toThrow(StoreUnavailable);
  });
});
