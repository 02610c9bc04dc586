// Which modules are read, and how one is had: through Go's own client, from its cache or its module proxy.
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";

const exec = promisify(execFile);
const OUTPUT_BYTES_MAX = 64 * 1024 * 1024;

/** Paths of modules.txt. */
export function modulePaths() {
  return readFileSync(new URL("modules.txt", import.meta.url), "utf8")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
}

/** Runs go in a folder and gives what it printed. */
export async function go(folder, ...argv) {
  const env = { ...process.env, GOFLAGS: "-mod=mod", GOWORK: "off", CGO_ENABLED: "0" };
  const { stdout } = await exec("go", argv, { cwd: folder, env, maxBuffer: OUTPUT_BYTES_MAX });
  return stdout;
}

/** A module's unpacked sources as { path, version, dir }, or { path, version, error } when it cannot be had. */
export async function download(scratch, path, version) {
  try {
    const said = JSON.parse(await go(scratch, "mod", "download", "-json", `${path}@v${version}`));
    return { path, version, dir: said.Dir };
  } catch (failure) {
    return { path, version, error: reasonOf(failure) };
  }
}

function reasonOf(failure) {
  try {
    return JSON.parse(failure.stdout).Error.split("\n")[0];
  } catch {
    return String(failure.message).split("\n")[0];
  }
}
