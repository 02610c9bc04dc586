import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request as plainRequest } from "node:http";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { certifiedServer } from "../testing/certificates.js";
import { AS_ADMINISTRATOR, startTestHub, type TestHub } from "../testing/test-hub.js";
import { initTlsFolder, tlsFolderOf } from "./tls-folder.js";

let folder = "";
let hub: TestHub | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fleethub-console-"));
});
afterEach(async () => {
  await hub?.stop();
  hub = undefined;
  rmSync(folder, { recursive: true, force: true });
});

interface Got {
  readonly status: number | undefined;
  readonly text: string;
}

function ask(send: typeof request, url: string, ca?: string): Promise<Got> {
  return new Promise((resolve, reject) => {
    send(url, { headers: AS_ADMINISTRATOR, ...(ca === undefined ? {} : { ca }) }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      response.on("end", () => resolve({ status: response.statusCode, text }));
    })
      .on("error", reject)
      .end();
  });
}

describe("the console with a certificate", () => {
  test("speaks HTTPS alone", async () => {
    const { authority, server } = await certifiedServer();
    const consoleTlsCertFile = join(folder, "console.pem");
    const consoleTlsKeyFile = join(folder, "console-key.pem");
    writeFileSync(consoleTlsCertFile, server.certPem);
    writeFileSync(consoleTlsKeyFile, server.keyPem);
    hub = await startTestHub({ consoleTlsCertFile, consoleTlsKeyFile, dataDir: folder });
    const { consoleUrl } = hub.hub;
    expect(consoleUrl).toMatch(/^https:/);
    const told = await ask(request, `${consoleUrl}/api/v1/certificates`, authority.certPem);
    expect(told.status).toBe(200);
    expect(JSON.parse(told.text)).toMatchObject({
      agents: { source: "off", plainText: "this-machine", clientCertificates: "off" },
      console: { source: "files", problem: null, certificate: { state: "valid" } },
      authority: null,
      authorityProblem: null,
      issues: false,
    });
    const plain = await ask(plainRequest, consoleUrl.replace("https:", "http:"));
    expect(plain).toEqual({ status: 400, text: "The console speaks TLS: use https://.\n" });
  });
});

describe("GET /certificates/ca", () => {
  test("is the hub's own authority, and a refusal with a remedy where there is none", async () => {
    hub = await startTestHub({ dataDir: folder });
    const none = await hub.get("/api/v1/certificates/ca");
    expect(none.status).toBe(404);
    expect(await none.json()).toMatchObject({ type: "no-authority" });
    await hub.stop();
    await initTlsFolder(tlsFolderOf(folder), ["hub.example.com"], Date.now());
    hub = await startTestHub({ dataDir: folder });
    const authority = await hub.get("/api/v1/certificates/ca");
    expect(authority.headers.get("content-type")).toBe("application/x-pem-file");
    expect(await authority.text()).toMatch(/^-----BEGIN CERTIFICATE-----\n/);
    const described = await hub.client.describeHub();
    expect(described).toMatchObject({
      ok: true,
      data: { agentsTls: "hub-ca", hostNames: ["hub.example.com"] },
    });
  });
});
