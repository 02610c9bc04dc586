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

const inputs = Object.keys(metafile.inputs);
const licences = [...packagesOf(inputs)].map(
  ([name, folder]) => `${name}\n\n${licenceOf(name, folder).trim()}\n`,
);
writeFileSync(join(outdir, "LICENSES.txt"), licences.join("\n----\n\n"));
// What cannot be loaded must not be shipped.
for (const name of ["check", "diff"]) await import(join(outdir, `${name}.js`));

/**
 * The text to hand on. A package without a file for it is under the licence of this repository, whose text is the
 * same, and under those that stand above its sources.
 */
function licenceOf(name, folder) {
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  if (file !== undefined) return readFileSync(join(folder, file), "utf8");
  const { license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const above = inputs
    .filter((input) => input.startsWith(`${folder}/`))
    .map((input) => /^(\/\/.*\n)+/.exec(readFileSync(input, "utf8"))?.[0] ?? "")
    .filter((comment) => comment.includes("Redistribution and use"));
  const asked = above.length > 0 ? "(Apache-2.0 AND BSD-3-Clause)" : "Apache-2.0";
  if (license !== asked) throw new Error(`${name} has no licence file to hand on`);
  const own = readFileSync(join(import.meta.dirname, "../../../LICENSE"), "utf8");
  return [own, ...new Set(above)].join("\n");
}

/** Folders of the packages of others that went into the files. */
function packagesOf(inputs) {
  const found = new Map();
  for (const input of inputs) {
    const match = /^(.*node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(input);
    if (match !== null && existsSync(match[1])) found.set(match[2], match[1]);
  }
  return found;
}
