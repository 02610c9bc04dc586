import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, extname, join, normalize } from "node:path";
import { chromium, type JSHandle } from "@playwright/test";
import { afterEach, describe, expect, it } from "vitest";
import { EXECUTABLE, hasChromium, QUIET } from "../real/console.js";

const PACKAGE = join(import.meta.dirname, "../../packages/collector-config");
const YAML = join(
  dirname(createRequire(join(PACKAGE, "package.json")).resolve("yaml/package.json")),
  "browser",
);
const ORIGIN = "http://package.test";
const PAGE = `<!doctype html><title>collector-config</title>
<script type="importmap">{"imports": {"yaml": "/yaml/index.js", "@fleethub/collector-config": "/package/index.js"}}</script>`;

type Package = typeof import("../../packages/collector-config/src/index.js");

const opened: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

/** A page that can import the package as it is published, and asks nobody else for anything. */
async function open(): Promise<{
  handle: JSHandle<Package>;
  complaints: string[];
  asked: string[];
}> {
  const browser = await chromium.launch({ executablePath: EXECUTABLE, args: QUIET });
  opened.push(browser);
  const page = await browser.newPage();
  const complaints: string[] = [];
  const asked: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.route("**/*", async (route) => {
    const url = new URL(route.request().url());
    asked.push(url.pathname);
    const file = fileOf(url);
    if (url.origin === ORIGIN && url.pathname === "/")
      await route.fulfill({ contentType: "text/html", body: PAGE });
    else if (file === undefined) {
      complaints.push(`asked for ${url.href}`);
      await route.abort();
    } else await route.fulfill({ contentType: "text/javascript", body: readFileSync(file) });
  });
  await page.goto(`${ORIGIN}/`);
  // As text: the test runner would rewrite an import that it sees.
  const handle = await page.evaluateHandle<Package>('import("@fleethub/collector-config")');
  return { handle, complaints, asked };
}

function fileOf(url: URL): string | undefined {
  const path = normalize(url.pathname);
  if (url.origin !== ORIGIN || extname(path) !== ".js") return undefined;
  if (path.startsWith("/package/")) return join(PACKAGE, "dist", path.slice("/package/".length));
  return path.startsWith("/yaml/") ? join(YAML, path.slice("/yaml/".length)) : undefined;
}

const BEFORE = `receivers:
  otlp: {protocols: {grpc: {}}}
processors:
  batch: {tiemout: 5s}
exporters:
  debug:
service:
  pipelines:
    traces: {receivers: [otpl], processors: [batch], exporters: [debug]}
`;

describe.runIf(hasChromium())("the package in a browser", () => {
  it("reads, checks with a catalogue, compares and redacts, and loads only what is asked for", async () => {
    const { handle, complaints, asked } = await open();
    const found = await handle.evaluate(async (it, text) => {
      const version = it.DEFAULT_COLLECTOR_VERSION;
      const before = it.checkConfig(text).findings.map((each) => each.code);
      const catalogue = await it.loadCatalogue(version);
      const options = catalogue === null ? {} : { catalogue };
      const { findings } = it.checkConfig(text, options);
      const slip = findings.find((each) => each.code === "undefined-reference")?.edit;
      const repaired = slip === undefined ? text : it.applyEdit(text, slip);
      const { config } = it.parseConfig(repaired);
      return {
        version: catalogue?.collectorVersion === version,
        before,
        after: findings.map((each) => each.code),
        paths: config === null ? [] : it.pathsOf(it.graphOf(config)).paths.map((each) => each.exit),
        same: it.difference(repaired, `# remark\n${repaired}`).effect,
        other: it.difference(text, repaired).effect,
        redacted: it.redact("exporters: {otlp: {headers: {authorization: hunter2}}}").redacted,
      };
    }, BEFORE);
    expect(complaints).toEqual([]);
    expect(found).toMatchObject({
      version: true,
      paths: ["debug"],
      same: false,
      other: true,
      redacted: ["exporters.otlp.headers.authorization"],
    });
    expect(found.before).toContain("undefined-reference");
    expect(found.before).not.toContain("unknown-option");
    expect(found.after).toContain("unknown-option");
    const catalogues = asked.filter((path) => /\/catalogue\/versions\/v/.test(path));
    expect(catalogues).toHaveLength(1);
  });

  it("stays bounded on hostile texts", async () => {
    const { handle, complaints } = await open();
    const codes = await handle.evaluate((it) => {
      const bomb = Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]\n`);
      const texts = [
        `a0: &a0 [x, x]\n${bomb.join("")}`,
        `a: ${"[".repeat(100_000)}`,
        "x".repeat(10 * 1024 * 1024),
      ];
      return texts.map((text) =>
        it
          .checkConfig(text)
          .findings.map((each) => each.code)
          .join(),
      );
    });
    expect(codes).toEqual(["config-too-large", "config-too-deep", "config-too-long"]);
    expect(complaints).toEqual([]);
  });
});
