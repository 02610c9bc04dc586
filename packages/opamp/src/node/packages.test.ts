import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer, type IncomingHttpHeaders, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, onTestFinished, test } from "vitest";
import { DownloadRefused, type InstalledPackages } from "../agent/index.js";
import { agentCapabilities } from "../capabilities.js";
import { AgentDescriptionSchema, create, PackageStatusEnum } from "../messages.js";
import { startServer } from "../testing/secure-server.js";
import { connectAgent, nodeDownload, nodePackages } from "./index.js";

const CONTENT = Buffer.from("0123456789".repeat(10_000));
const HASH = createHash("sha256").update(CONTENT).digest();

async function fileServer(listener: RequestListener) {
  const seen: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers);
    return listener(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  const { port } = server.address() as AddressInfo;
  return { seen, url: `http://127.0.0.1:${port}/package` };
}

async function directory() {
  const path = await mkdtemp(join(tmpdir(), "opamp-packages-"));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

/** Answers ranges, and breaks off the first answer in the middle. */
function ranges(breaksOff: boolean): RequestListener {
  let turn = 0;
  return ({ headers }, response) => {
    turn += 1;
    const offset = Number(/^bytes=(\d+)-$/.exec(headers.range ?? "")?.[1] ?? 0);
    const rest = CONTENT.subarray(offset);
    response.writeHead(offset > 0 ? 206 : 200, {
      "content-length": rest.length,
      ...(offset > 0 && {
        "content-range": `bytes ${offset}-${CONTENT.length - 1}/${CONTENT.length}`,
      }),
    });
    if (!breaksOff || turn > 1) return response.end(rest);
    response.write(rest.subarray(0, 50_000), () => response.destroy());
  };
}

/** An agent that is offered one package; resolves with what it installed. */
async function install(url: string, path: string, headers: { key: string; value: string }[] = []) {
  const server = await startServer({
    tls: false,
    reply: ({ sequenceNum }) =>
      sequenceNum > 0n
        ? {}
        : {
            packagesAvailable: {
              allPackagesHash: HASH,
              packages: {
                "../collector": {
                  version: "1",
                  hash: HASH,
                  file: { downloadUrl: url, contentHash: HASH, headers: { headers } },
                },
              },
            },
          },
  });
  onTestFinished(() => server.stop());
  let installed: InstalledPackages = { allPackagesHash: new Uint8Array(), packages: new Map() };
  const found: Buffer[] = [];
  const agent = connectAgent({
    endpoint: server.ws,
    description: create(AgentDescriptionSchema),
    capabilities: agentCapabilities("AcceptsPackages", "ReportsPackageStatuses"),
    packages: nodePackages({
      directory: path,
      backoff: { initialMs: 1 },
      callbacks: {
        installed: () => installed,
        save: (now) => {
          installed = now;
        },
        verify: async (_, file) => {
          expect((await stat(file.path)).mode & 0o077).toBe(0);
        },
        install: async (_, file) => void found.push(await readFile(file?.path ?? "")),
      },
    }),
  });
  onTestFinished(() => agent.stop());
  const status = () => server.arrived.at(-1)?.report.packageStatuses?.packages["../collector"];
  await expect
    .poll(() => status()?.status)
    .toSatisfy(
      (now) => now === PackageStatusEnum.Installed || now === PackageStatusEnum.InstallFailed,
    );
  return { found, status: status(), installed };
}

test("K-05 a package arrives in a file, in two parts when the server breaks off", async () => {
  const files = await fileServer(ranges(true));
  const path = await directory();
  const { found, status } = await install(files.url, path, [{ key: "X-Token", value: "t" }]);
  expect(status).toMatchObject({ status: PackageStatusEnum.Installed, agentHasVersion: "1" });
  expect(found[0]?.equals(CONTENT)).toBe(true);
  expect(files.seen.map(({ range }) => range?.replace(/\d+/, "N"))).toEqual([
    undefined,
    "bytes=N-",
  ]);
  expect(files.seen[1]).toMatchObject({ "x-token": "t", "accept-encoding": "identity" });
  expect(await readdir(path)).toEqual([]);
});

test("what an earlier process left in the directory is not downloaded again", async () => {
  const files = await fileServer(ranges(false));
  const path = await directory();
  await writeFile(join(path, `${HASH.toString("hex")}.part`), CONTENT.subarray(0, 99_999), {
    mode: 0o600,
  });
  const { found } = await install(files.url, path);
  expect(files.seen[0]?.range).toBe("bytes=99999-");
  expect(found[0]?.equals(CONTENT)).toBe(true);
});

test("a file that is not there fails at once, with a reason that names it", async () => {
  const files = await fileServer((_, response) => response.writeHead(404).end());
  const { status } = await install(`${files.url}?token=secret`, await directory());
  expect(status?.errorMessage).toBe(`${files.url} answered with HTTP status 404`);
  expect(files.seen).toHaveLength(1);
});

async function fetchAll(url: string, offsetBytes = 0) {
  const { signal } = new AbortController();
  const headers = [["authorization", "Bearer t"]] as const;
  const download = await nodeDownload({ silenceMs: 500 })({ url, headers, offsetBytes, signal });
  const chunks: Uint8Array[] = [];
  for await (const chunk of download.content) chunks.push(chunk);
  return { offsetBytes: download.offsetBytes, content: Buffer.concat(chunks).toString() };
}

test("a redirect to another host is followed without the offered headers", async () => {
  const target = await fileServer((_, response) => response.end("file"));
  const { url, seen } = await fileServer((_, response) =>
    response.writeHead(302, { location: target.url }).end(),
  );
  expect(await fetchAll(url)).toEqual({ offsetBytes: 0, content: "file" });
  expect(seen[0]?.authorization).toBe("Bearer t");
  expect(target.seen[0]?.authorization).toBeUndefined();
});

test("answers that cannot be the file are refused or tried again", async () => {
  const status = async (code: number, headers = {}, body: Buffer | string = "") =>
    (await fileServer((_, response) => response.writeHead(code, headers).end(body))).url;
  const zipped = await status(200, { "content-encoding": "gzip" }, gzipSync("file"));
  await expect(fetchAll(zipped)).rejects.toThrow(/compressed \(gzip\)/);
  const range = { "content-range": "bytes 1-3/4" };
  await expect(fetchAll(await status(206, range, "ile"), 2)).rejects.toThrow(/another range/);
  await expect(fetchAll(await status(403))).rejects.toThrow(DownloadRefused);
  await expect(fetchAll(await status(503))).rejects.not.toThrow(DownloadRefused);
  await expect(fetchAll("file:///etc/passwd")).rejects.toThrow(/no http or https URL/);
});

test("a part that is larger than the file is thrown away", async () => {
  const { url } = await fileServer(({ headers }, response) => {
    response.writeHead(headers.range ? 416 : 200).end(headers.range ? "" : "file");
  });
  expect(await fetchAll(url, 9)).toEqual({ offsetBytes: 0, content: "file" });
});

test("a server that falls silent is given up", async () => {
  const { url } = await fileServer(() => undefined);
  await expect(fetchAll(url)).rejects.toThrow(/silent for 500 ms/);
});
