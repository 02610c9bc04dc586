// The built hub with another time before last good: node hub.mjs MILLISECONDS
import { readSettings, startHub } from "@fleethub/server";

const hub = await startHub(readSettings(process.env, {}), {
  agentSettings: { failureWindowMs: Number(process.argv[2]) },
});
process.on("SIGTERM", () => {
  void hub.stop().finally(() => process.exit(0));
});
