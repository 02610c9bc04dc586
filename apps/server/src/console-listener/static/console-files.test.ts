import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { openConsoleFiles } from "./console-files.js";
import { serveConsole } from "./serve.js";

const root = mkdtempSync(join(tmpdir(), "fleethub-console-"));
mkdirSync(join(root, "agents"));
mkdirSync(join(root, "_next/static"), { recursive: true });
const page = '<script src="/a.js"></script><script>start()</script>';
writeFileSync(join(root, "index.html"), page);
writeFileSync(join(root, "404.html"), "gone");
writeFileSync(join(root, "agents/one.html"), "one");
writeFileSync(join(root, "agents/index.html"), "agents");
const script = "export const a = 1;\n".repeat(200);
writeFileSync(join(root, "_next/static/a-1f2e.js"), script);
afterAll(() => rmSync(root, { recursive: true }));

const files = openConsoleFiles(root);
const get = (path: string, headers: Record<string, string> = {}) =>
  serveConsole(files, new Request(`http://localhost${path}`, { headers }));

describe("the static console", () => {
  test.each([
    ["/", page],
    ["/agents", "agents"],
    ["/agents/", "agents"],
    ["/agents/one", "one"],
    ["/agents/one?uid=x", "one"],
  ])("%s is served", async (path, body) => {
    const answer = get(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toBe("no-cache");
    expect(await answer.text()).toBe(body);
  });

  test("nothing outside the folder is reachable", async () => {
    for (const path of ["/..%2f..%2fetc/passwd", "/%2e%2e/x", "/agents/../../x", "/%zz"]) {
      const answer = get(path);
      expect(answer.status, path).toBe(404);
      expect(await answer.text()).toBe("gone");
    }
  });

  test("hashed files are kept for ever and compressed where accepted", async () => {
    const answer = get("/_next/static/a-1f2e.js", { "accept-encoding": "gzip, br;q=0" });
    expect(answer.headers.get("cache-control")).toContain("immutable");
    expect(answer.headers.get("content-encoding")).toBe("gzip");
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect(gunzipSync(bytes).toString()).toBe(script);
    expect(get("/_next/static/a-1f2e.js").headers.get("content-encoding")).toBeNull();
  });

  test("a page that did not change is 304", () => {
    const etag = get("/").headers.get("etag") ?? "";
    expect(get("/", { "if-none-match": etag }).status).toBe(304);
  });

  test("a page allows its own inline scripts and no others", () => {
    const policy = get("/").headers.get("content-security-policy") ?? "";
    const hash = createHash("sha256").update("start()").digest("base64");
    expect(policy).toContain(`script-src 'self' 'sha256-${hash}';`);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("script-src 'self' 'unsafe-inline'");
  });

  test("a hub without a built console says what to do", async () => {
    const answer = serveConsole(null, new Request("http://localhost/"));
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain("npm run build");
  });
});
