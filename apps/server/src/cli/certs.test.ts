import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { factsOf, readCertificates } from "../certificates/certificate-facts.js";
import { runCli } from "../testing/cli.js";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "fleethub-certs-"));
  folders.push(made);
  return made;
}

const serverOf = (data: string) => {
  const [certificate] = readCertificates(readFileSync(join(data, "tls/server.pem"), "utf8"));
  if (certificate === undefined) throw new Error("No certificate was made.");
  return factsOf(certificate);
};
const LOOPBACK = ["localhost", "127.0.0.1", "::1"];

test("certs init makes an authority and a certificate once, keys for the hub's user alone", async () => {
  const here = folder();
  const hosts = ["--host", "Hub.example.com", "--host", "10.0.0.1", "[2001:DB8::1]"];
  const made = await runCli(["certs", "init", "--data-dir", "data", ...hosts], here);
  expect(made).toMatchObject({ code: 0, err: "" });
  expect(made.out).toContain("sha256sum");
  expect(made.out).toContain("start the hub");
  const names = ["hub.example.com", "10.0.0.1", "2001:db8::1", ...LOOPBACK];
  expect(serverOf(join(here, "data")).hostNames).toEqual(names);
  const mode = (name: string) => statSync(join(here, "data/tls", name)).mode & 0o777;
  expect([mode("."), mode("ca-key.pem"), mode("server-key.pem")]).toEqual([0o700, 0o600, 0o600]);
  const again = await runCli(["certs", "init", "--data-dir", "data", "--host", "other"], here);
  expect(again.code).toBe(2);
  expect(again.err).toContain("certs renew --host");
});

test("certs init of another folder says who would be locked out by it", async () => {
  const made = await runCli(["certs", "init", "--dir", "next", "--host", "hub"], folder());
  expect(made).toMatchObject({ code: 0, err: "" });
  expect(made.out).toContain("FLEETHUB_AGENTS_CA_FILE=");
  expect(made.out).toContain("locked out");
  expect(made.out).toContain("When the authority ends");
});

test("certs renew keeps the names or takes others, and certs show tells what there is", async () => {
  const here = folder();
  const flags = ["--data-dir", here];
  await runCli(["certs", "init", "--host", "hub.example.com", ...flags], here);
  const { serial } = serverOf(here);
  expect((await runCli(["certs", "renew", ...flags], here)).code).toBe(0);
  expect(serverOf(here).serial).not.toBe(serial);
  expect(serverOf(here).hostNames).toContain("hub.example.com");
  await runCli(["certs", "renew", "--host", "hub.internal", ...flags], here);
  const shown = await runCli(["certs", "show", ...flags], here);
  expect(shown.out).toContain(`certificate  hub.internal, ${LOOPBACK.join(", ")}`);
  expect(shown.out).toContain(serverOf(here).fingerprint);
});

test("what cannot be done is said in one line with what can", async () => {
  const here = folder();
  const runs = await Promise.all([
    runCli(["certs", "show", "--data-dir", here], here),
    runCli(["certs", "init", "--data-dir", here], here),
    runCli(["certs", "init", "--data-dir", here, "--host", "https://hub:4320"], here),
  ]);
  const [show, init, url] = runs;
  expect(runs.map(({ code }) => code)).toEqual([2, 2, 2]);
  expect(show?.err).toContain("fleethub certs init --host");
  expect(init?.err).toContain("--host is missing");
  expect(url?.err).toContain("without scheme, port and path");
});
