// What users install with a package of the house: whole, from the registry, free to use, without known holes.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../launch/run.mjs";

/** Licences that a shipped dependency may have. */
const LICENCES = new Set([
  "0BSD",
  "Apache-2.0",
  "(Apache-2.0 AND BSD-3-Clause)",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC-BY-4.0",
  "ISC",
  "MIT",
  "OFL-1.1",
  "Unlicense",
]);

/** Advisories below this are told and stop nothing. */
const STOPPING = new Set(["high", "critical"]);

const packages = shipped();
const faults = [...faultsOfLock(), ...faultsOfLicences(packages)];
const told = await advisories(packages);
if (told === null) {
  const line = "the registry answers no advisories, so nothing was asked about known holes";
  if ((process.env.FLEETHUB_REQUIRE ?? "").split(",").includes("advisories")) faults.push(line);
  else console.warn(`skipped: ${line} (FLEETHUB_REQUIRE=advisories makes that a failure)`);
}
for (const { name, severity, title, url } of told ?? []) {
  const line = `${name}: ${severity}: ${title} (${url})`;
  if (STOPPING.has(severity)) faults.push(line);
  else console.warn(line);
}
if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exit(1);
}
console.log(`${packages.length} shipped dependencies`);

/** Everything comes from the registry, is named by what is in it, and runs nothing when it is installed. */
function faultsOfLock() {
  const lock = readFileSync(join(root, "pnpm-lock.yaml"), "utf8");
  const listed = lock.slice(lock.indexOf("\npackages:"), lock.indexOf("\nsnapshots:"));
  const found = [];
  for (const [, name, resolution] of listed.matchAll(/\n {2}(\S+):\n {4}resolution: (.+)/g)) {
    if (!resolution.startsWith("{integrity: sha512-") || resolution.includes("tarball")) {
      found.push(`${name}: not the registry's, or without a digest: ${resolution}`);
    }
  }
  const workspace = readFileSync(join(root, "pnpm-workspace.yaml"), "utf8");
  const [, builds = ""] = /\nallowBuilds:\n((?: {2}.+\n)*)/.exec(workspace) ?? [];
  for (const line of builds.split("\n").filter((one) => one.endsWith(": true"))) {
    found.push(`install scripts are allowed:${line}`);
  }
  return found;
}

function faultsOfLicences(list) {
  return list
    .filter(({ licence }) => !LICENCES.has(licence))
    .map(({ name, licence }) => `${name}: the licence ${licence} is not among those we ship`);
}

/** Name, versions and licence of what the published packages depend on. */
function shipped() {
  const words = ["--yes", "pnpm@10.34.9", "licenses", "list", "--prod", "--json"];
  const text = execFileSync("npx", words, { cwd: root, encoding: "utf8" });
  const byLicence = Object.entries(JSON.parse(text));
  return byLicence.flatMap(([licence, some]) =>
    some.map(({ name, versions }) => ({ name, versions, licence })),
  );
}

/** Null where the registry has no answer. */
async function advisories(list) {
  const registry = execFileSync("npm", ["config", "get", "registry"], { encoding: "utf8" }).trim();
  const url = new URL("-/npm/v1/security/advisories/bulk", registry.replace(/\/*$/, "/"));
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(Object.fromEntries(list.map((one) => [one.name, one.versions]))),
      signal: AbortSignal.timeout(20_000),
    });
    if (!response.ok) return null;
    return Object.entries(await response.json()).flatMap(([name, found]) =>
      found.map((advisory) => ({ name, ...advisory })),
    );
  } catch {
    return null;
  }
}
