import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { DEFAULT_COLLECTOR_VERSION } from "../../catalogue/versions.js";
import { loadCatalogue } from "../../catalogue/load.js";
import { rulePages } from "./pages.js";

/** Writes `docs/rules`; with `--check` it only tells whether a page is stale. */
const folder = fileURLToPath(new URL("../../../../../docs/rules/", import.meta.url));
const check = process.argv.includes("--check");

const catalogue = await loadCatalogue(DEFAULT_COLLECTOR_VERSION);
if (catalogue === null) throw new Error(`no catalogue of ${DEFAULT_COLLECTOR_VERSION}`);
const pages = rulePages(catalogue);

mkdirSync(folder, { recursive: true });
const stale: string[] = [];
for (const file of readdirSync(folder)) {
  if (pages.has(file)) continue;
  stale.push(file);
  if (!check) rmSync(folder + file);
}
for (const [file, text] of pages) {
  if (current(file) === text) continue;
  stale.push(file);
  if (!check) writeFileSync(folder + file, text);
}

function current(file: string): string | undefined {
  try {
    return readFileSync(folder + file, "utf8");
  } catch {
    return undefined;
  }
}

const names = stale.join(", ");
if (check && stale.length > 0) {
  process.stderr.write(
    `docs/rules is stale: ${names}. Run \`node scripts/rules-docs.mjs\` and commit.\n`,
  );
  process.exitCode = 1;
} else {
  process.stdout.write(
    `${pages.size} pages in docs/rules${names === "" ? "" : `, new: ${names}`}\n`,
  );
}
