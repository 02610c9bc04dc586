// Puts the built console into the package, before it is packed.
import { cpSync, existsSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

const from = fileURLToPath(new URL("../../dashboard/out", import.meta.url));
const to = fileURLToPath(new URL("../dist/console", import.meta.url));
if (!existsSync(from)) {
  process.stderr.write("The console is not built: run `npm run build` at the top first.\n");
  process.exit(1);
}
rmSync(to, { recursive: true, force: true });
cpSync(from, to, { recursive: true });
