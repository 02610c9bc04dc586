// Every change to what a published package ships comes with a changeset that names the package.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../launch/run.mjs";

const git = (...args) => execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim();

const folders = ["packages", "apps"].flatMap((kind) =>
  readdirSync(join(root, kind)).map((name) => `${kind}/${name}`),
);
const published = folders
  .filter((folder) => existsSync(join(root, folder, "package.json")))
  .map((folder) => ({
    folder,
    manifest: JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")),
  }))
  .filter(({ manifest }) => !manifest.private);

const changesets = readdirSync(join(root, ".changeset"))
  .filter((name) => name.endsWith(".md") && name !== "README.md")
  .map((name) => readFileSync(join(root, ".changeset", name), "utf8"));
const announced = new Set(
  changesets.flatMap((text) =>
    [...(text.split("---")[1] ?? "").matchAll(/^["'](.+?)["']:/gm)].map(([, name]) => name),
  ),
);

// Since the last release; before the first one, everything.
const base = git("tag", "--list", "@fleethub/*", "--sort=-creatordate").split("\n")[0];
const changed = base ? git("diff", "--name-only", base).split("\n") : null;
const shipped = (folder) => (path) =>
  path.startsWith(`${folder}/src/`) && !/\.test\.tsx?$/.test(path);

const missing = published
  .filter(({ folder }) => changed === null || changed.some(shipped(folder)))
  .map(({ manifest }) => manifest.name)
  .filter((name) => !announced.has(name));
if (missing.length > 0) {
  console.error(
    `No changeset names ${missing.join(", ")}. Run \`npx pnpm changeset\` and say what users will notice.`,
  );
  process.exit(1);
}
console.log(`${changesets.length} changesets name every changed package`);
