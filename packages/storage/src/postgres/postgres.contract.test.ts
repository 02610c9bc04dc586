import { describeFleetStorage } from "@fleethub/control-plane/contract";
import { describe } from "vitest";
import { postgresIsMissing, startTestPostgres } from "../testing/postgres.js";
import { openPostgresStorage } from "./open.js";

async function opened(url: string, owner: string) {
  const { storage, problem } = await openPostgresStorage({ url, owner });
  if (problem !== undefined) throw new Error(problem.message);
  return storage;
}

describe.skipIf(postgresIsMissing("storage contract on PostgreSQL"))("PostgreSQL", () => {
  describeFleetStorage("keeps a fleet", async () => {
    const server = await startTestPostgres();
    const url = await server.createDatabase("contract");
    const storage = await opened(url, "hub-1");
    const another = await opened(url, "hub-2");
    return {
      ...storage,
      another,
      async dispose() {
        await storage.close();
        await another.close();
        await server.dispose();
      },
    };
  });
});
