// Writes docs/rules from the rules of @fleethub/collector-config; `--check` fails where a page is stale.
import { spawnSync } from "node:child_process";
import { root } from "./launch/run.mjs";

const main = "packages/collector-config/src/testing/docs/main.ts";
const { status, error } = spawnSync("npx", ["tsx", main, ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
});
if (error) console.error(error.message);
process.exit(status ?? 1);
