import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { expect, test } from "vitest";
import { expandConfig } from "../parse/expand.js";
import { parseConfig } from "../parse/parse.js";
import { checkConfig } from "./check-config.js";

/** Folder of real configurations with the real Collector's verdict; outside the repository. */
const folder = process.env["COLLECTOR_CORPUS"] ?? "";
const present = folder !== "" && existsSync(join(folder, "index.jsonl"));

interface Row {
  readonly file: string;
  readonly kind?: string;
  readonly verdict: string;
  readonly env?: Record<string, string>;
  readonly resolved?: string;
}

/** Faults of structure; the others need a component's options, its build or its environment. */
const STRUCTURAL = [
  "bad-component-id",
  "component-body-scalar",
  "connector-cycle",
  "connector-only-exporter",
  "connector-only-receiver",
  "connector-wrong-signal",
  "definition-removed",
  "duplicate-component-key",
  "duplicate-top-key",
  "extension-undefined",
  "merge-conflict",
  "missing-colon",
  "pipeline-list-as-scalar",
  "pipeline-null",
  "pipeline-without-receivers",
  "pipelines-removed",
  "processor-listed-twice",
  "reference-typo",
  "section-list",
  "section-null",
  "section-string",
  "service-null",
  "service-removed",
  "tab-indent",
  "undefined-alias",
  "undefined-exporter",
  "undefined-processor",
  "undefined-receiver",
  "unknown-top-level-key",
  "unquoted-special",
  "unresolved-env-default-old-style",
];

function rows(): Row[] {
  return ["index.jsonl", "probes.jsonl"].flatMap((file) =>
    readFileSync(join(folder, file), "utf8")
      .trim()
      .split("\n")
      .map((line): Row => JSON.parse(line)),
  );
}

test("verdicts agree with the real Collector's", () => {
  if (!present) {
    process.stdout.write(
      "COLLECTOR_CORPUS names no corpus: agreement with the real Collector is not measured.\n",
    );
    return;
  }
  const table = new Map<string, { files: number; errors: number }>();
  const falseErrors: string[] = [];
  let structural = 0;
  let detected = 0;
  for (const row of rows()) {
    const errors = checkConfig(readFileSync(join(folder, row.file))).findings.filter(
      (each) => each.severity === "error",
    );
    const key = `${row.verdict.padEnd(26)} ${row.kind ?? "probe"}`;
    const entry = table.get(key) ?? { files: 0, errors: 0 };
    table.set(key, { files: entry.files + 1, errors: entry.errors + (errors.length > 0 ? 1 : 0) });
    const judged = errors.filter(
      (each) => row.verdict === "valid" || each.code !== "removed-component",
    );
    if (row.verdict !== "invalid" && judged.length > 0) falseErrors.push(row.file);
    if (row.verdict === "invalid" && STRUCTURAL.includes(row.kind?.replace("mutated:", "") ?? "")) {
      structural++;
      if (errors.length > 0) detected++;
    }
  }
  const lines = [...table]
    .sort()
    .map(([key, { files, errors }]) => `${key.padEnd(66)} ${errors}/${files}`);
  process.stdout.write(
    `found an error in:\n${lines.join("\n")}\nstructural: ${detected}/${structural}\n`,
  );
  expect(falseErrors).toEqual([]);
  expect(detected / structural).toBeGreaterThanOrEqual(0.97);
});

test("trees agree with the Collector's reading", () => {
  if (!present) return;
  const different = rows().flatMap((row) => {
    const { config } = parseConfig(readFileSync(join(folder, row.file)));
    if (row.resolved === undefined || config === null || config.text.includes("${file:")) return [];
    const wanted: unknown = JSON.parse(readFileSync(join(folder, row.resolved), "utf8"));
    // Those of valid files were printed with every default filled in: nothing to compare here.
    if (row.verdict === "valid" && JSON.stringify(wanted).includes('"keep_alives_enabled"'))
      return [];
    const read: unknown = JSON.parse(
      JSON.stringify(expandConfig(config, row.env), (_key, value: unknown) =>
        typeof value === "bigint" ? Number(value) : value,
      ),
    );
    return isDeepStrictEqual(read, wanted) ? [] : [`${row.verdict} ${row.file}`];
  });
  expect(different.filter((each) => !each.startsWith("valid"))).toEqual([]);
});
