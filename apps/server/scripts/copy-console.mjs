// Puts the built console into the package. `--required`: a package without it must not be packed.
import { cpSync, existsSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

const from = fileURLToPath(new URL("../../dashboard/out", import.meta.url));
const to = fileURLToPath(new URL("../dist/console", import.meta.url));
if (existsSync(`${from}/index.html`)) {
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true });
} else if (!existsSync(`${to}/index.html`)) {
  process.stderr.write("The console is not built: run `npm run build` at the top first.\n");
  if (process.argv.includes("--required")) process.exit(1);
}
