import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { loadCatalogue } from "./load.js";
import { VERSIONS } from "./versions/index.js";

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");

test("the README's example of the catalogue prints what it says", async () => {
  const catalogue = await loadCatalogue("0.159.0");
  const batch = catalogue?.component("processor", "batch");
  const printed = [
    `${batch?.signals.join()} ${batch?.options?.options?.["timeout"]?.kind}`,
    catalogue?.component("exporter", "otlphttp")?.type,
  ];
  expect(readme).toContain(`\`\`\`\n${printed.join("\n")}\n\`\`\``);
});

test("the README states the size of the largest catalogue", async () => {
  const stated = /first asked for: at most (\d+) kB compressed/.exec(readme)?.[1];
  const sizes = await Promise.all(
    Object.values(VERSIONS).map(
      async (load) => gzipSync((await load()).PACKED, { level: 9 }).length,
    ),
  );
  expect(Math.ceil(Math.max(...sizes) / 1000)).toBe(Number(stated));
});
