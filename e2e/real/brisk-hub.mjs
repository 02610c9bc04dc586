// The built hub with shorter times, so that a journey that waits for many of them takes no minutes:
// node brisk-hub.mjs '{"failureWindowMs": 12000}'
import { readSettings, startHub } from "@fleethub/server";

const hub = await startHub(readSettings(process.env, {}), {
  agentSettings: JSON.parse(process.argv[2] ?? "{}"),
});
process.on("SIGTERM", () => {
  void hub.stop().finally(() => process.exit(0));
});
