// Puts each command that needs no hub into few files, so that it starts at once: hundreds of modules take longer to
// find than a configuration takes to check. `src/cli/main.ts` takes these files where they are.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const cli = join(import.meta.dirname, "../dist/cli");
const outdir = join(cli, "alone");

rmSync(outdir, { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: ["check", "diff"].map((name) => join(cli, `${name}.js`)),
  outdir,
  bundle: true,
  splitting: true,
  format: "esm",
  // Not "node": that would take the CommonJS build of `yaml`, which asks for `require`.
  platform: "neutral",
  mainFields: ["module", "main"],
  target: "node20",
  metafile: true,
  logLevel: "warning",
  // Reads package.json beside itself; the same two steps up from here and from where it is imported.
  external: ["node:*", "../../version.js"],
});

const licences = [...packagesOf(Object.keys(metafile.inputs))].map(([name, folder]) => {
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  if (file === undefined) throw new Error(`${name} has no licence file to hand on`);
  return `${name}\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
});
writeFileSync(join(outdir, "LICENSES.txt"), licences.join("\n----\n\n"));
// What cannot be loaded must not be shipped.
for (const name of ["check", "diff"]) await import(join(outdir, `${name}.js`));

/** Folders of the packages of others that went into the files. */
function packagesOf(inputs) {
  const found = new Map();
  for (const input of inputs) {
    const match = /^(.*node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(input);
    if (match !== null && existsSync(match[1])) found.set(match[2], match[1]);
  }
  return found;
}
