// Generated code and pages are committed; this fails when generating it again gives anything else.
import { execFileSync, spawnSync } from "node:child_process";
import { root } from "../launch/run.mjs";

const generated = ["packages/opamp/src/gen", "apps/server/src/gen", "packages/storage/drizzle"];
const git = (...args) => execFileSync("git", args, { cwd: root, encoding: "utf8" });

execFileSync(
  "npx",
  [
    "--yes",
    "pnpm@10.34.9",
    "--filter",
    "@fleethub/opamp",
    "--filter",
    "@fleethub/server",
    "--filter",
    "@fleethub/storage",
    "run",
    "gen",
  ],
  {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  },
);
const changed = git("status", "--porcelain", "--", ...generated).trim();
if (changed !== "") {
  console.error(
    `Generated code is stale. Run \`npm run gen\` and commit:\n${changed}\n${git("diff", "--", ...generated)}`,
  );
  process.exit(1);
}
const docs = spawnSync("node", ["scripts/rules-docs.mjs", "--check"], {
  cwd: root,
  stdio: "inherit",
});
if (docs.status !== 0) process.exit(1);
console.log("generated code is fresh");
