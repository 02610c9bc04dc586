// The built hub with a shorter window before last good, so that a journey of many waves takes minutes:
// node brisk-hub.mjs MILLISECONDS
import { readSettings, startHub } from "@fleethub/server";

const hub = await startHub(readSettings(process.env, {}), {
  agentSettings: { failureWindowMs: Number(process.argv[2]) },
});
process.on("SIGTERM", () => {
  void hub.stop().finally(() => process.exit(0));
});
