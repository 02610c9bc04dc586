// What travels is pinned: `proto/pinned.json` records the digest of each schema and the sentence that told users of its last
// change, which stands in a changeset of the package or, once released, in its changelog. Needs no history.
//   node scripts/check/schema.mjs                      fails where a schema is not the one that was pinned last
//   node scripts/check/schema.mjs --pin "A sentence."  pins what is there now
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { root as repository } from "../launch/run.mjs";

const { values } = parseArgs({
  options: { pin: { type: "string" }, root: { type: "string", default: repository } },
});
const { root } = values;
/** Shorter ones are found by chance. */
const SENTENCE_CHARS_MIN = 20;
const file = join(root, "proto", "pinned.json");
const pinned = JSON.parse(readFileSync(file, "utf8"));

const faults = [];
for (const folder of schemaFolders())
  if (!(folder in pinned)) faults.push(`proto/${folder} is not in proto/pinned.json`);
for (const [folder, schema] of Object.entries(pinned)) {
  if (values.pin !== undefined) pin(folder, schema, values.pin);
  faults.push(...faultsOf(folder, schema));
}
if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exit(1);
}
if (values.pin !== undefined) writeFileSync(file, `${JSON.stringify(pinned, null, 2)}\n`);
console.log("the schemas are the ones that were pinned");

function faultsOf(folder, { package: name, versions }) {
  const last = versions.at(-1);
  if (last.digest !== digestOf(folder))
    return [
      `proto/${folder} is not the schema that was pinned last. Add a changeset for ${name} (\`npx pnpm changeset\`), then run ` +
        '`node scripts/check/schema.mjs --pin "…"` with its first sentence.',
    ];
  const told = versions.map(({ change }) => plain(change));
  if (new Set(told).size < told.length)
    return [`proto/${folder}: two versions are told by one sentence: each needs its own`];
  if (last.change.length < SENTENCE_CHARS_MIN || !announcements(name).some(tells(last.change)))
    return [`No changeset of ${name} and no changelog of it says: "${last.change}"`];
  return [];
}

function pin(folder, { versions }, change) {
  const digest = digestOf(folder);
  const last = versions.at(-1);
  if (last.digest !== digest) versions.push({ ...last, digest, change });
}

function schemaFolders() {
  return readdirSync(join(root, "proto"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

/** Over path and bytes of each file, in the order of their paths. */
function digestOf(folder) {
  const hash = createHash("sha256");
  const paths = readdirSync(join(root, "proto", folder), { recursive: true })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".proto"))
    .sort();
  for (const path of paths) {
    const bytes = readFileSync(join(root, "proto", folder, path));
    hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  }
  return `sha256:${hash.digest("hex")}`;
}

/** The changesets that name this package, and its changelog. */
function announcements(name) {
  const changesets = readdirSync(join(root, ".changeset"))
    .filter((entry) => entry.endsWith(".md"))
    .map((entry) => readFileSync(join(root, ".changeset", entry), "utf8"))
    .filter((text) => (text.split("---")[1] ?? "").includes(`"${name}":`));
  const changelogs = ["packages", "apps"]
    .flatMap((kind) => readdirSync(join(root, kind)).map((each) => join(root, kind, each)))
    .filter((each) => isPackage(each, name) && existsSync(join(each, "CHANGELOG.md")))
    .map((each) => readFileSync(join(each, "CHANGELOG.md"), "utf8"));
  return [...changesets, ...changelogs];
}

function isPackage(path, name) {
  const manifest = join(path, "package.json");
  return existsSync(manifest) && JSON.parse(readFileSync(manifest, "utf8")).name === name;
}

/** Lines are broken anew in a changelog. */
function plain(text) {
  return text.replaceAll(/\s+/g, " ").trim();
}

function tells(change) {
  return (text) => plain(text).includes(plain(change));
}
