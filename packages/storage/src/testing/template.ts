import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { templateKey } from "../embedded/template.js";

const run = promisify(execFile);

/**
 * A packed data directory of the sources as they are, made once per machine and version in a process of
 * its own. Give it to `openEmbeddedStorage` so that a test's database opens quickly.
 */
export async function testTemplate(): Promise<string> {
  const file = join(tmpdir(), `fleethub-template-${templateKey().slice(0, 16)}.tar.gz`);
  const loader = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  const maker = fileURLToPath(new URL("../embedded/make-template.ts", import.meta.url));
  await run(process.execPath, ["--import", loader, maker, file]);
  return file;
}
