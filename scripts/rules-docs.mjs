// Writes docs/rules from the rules of @fleethub/collector-config; `--check` fails where a page is stale.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root } from "./launch/run.mjs";

const main = "src/testing/docs/main.ts";
const { status, error } = spawnSync("npx", ["tsx", main, ...process.argv.slice(2)], {
  cwd: join(root, "packages/collector-config"),
  stdio: "inherit",
});
if (error) console.error(error.message);
process.exit(status ?? 1);
