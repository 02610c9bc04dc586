import { NAMELESS, OTHER_AUTHORITY } from "@fleethub/control-plane";
import { RefusalThrottle } from "./refusal-throttle.js";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { IncomingMessage } from "node:http";
import { connect as connectTcp, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type ConnectionOptions } from "node:tls";
import type { Handshake } from "@fleethub/api";
import { create } from "@bufbuild/protobuf";
import { AgentDescriptionSchema, agentCapabilities, type InstanceUid } from "@fleethub/opamp";
import { connectAgent } from "@fleethub/opamp/node";
import { afterEach, describe, expect, test, vi } from "vitest";
import { issueServerCertificate } from "../certificates/issue.js";
import type { CertificateWithKey } from "../certificates/make-authority.js";
import { type OpenCertificates, openCertificates } from "../certificates/open-certificates.js";
import {
  initTlsFolder,
  readAuthority,
  tlsFolderOf,
  TLS_FILES,
} from "../certificates/tls-folder.js";
import { createLogger } from "../platform/logger.js";
import { SETTINGS_DEFAULT, type Settings } from "../settings/index.js";
import { certifiedServer, issueClientCertificate } from "../testing/certificates.js";
import { type AgentsListener, openAgentsListener } from "./agents-listener.js";
import { Handshakes } from "./handshakes.js";
import { admitUnlessPlain, refusePlainText } from "./plain-text.js";

const DAY_MS = 86_400_000;

const opened: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

interface Hub {
  readonly dataDir: string;
  readonly authority: CertificateWithKey;
  readonly certificates: OpenCertificates;
  readonly door: AgentsListener;
  readonly uids: string[];
  /** Whether who came is said to have shown a certificate, as proxies say it. */
  readonly certified: boolean[];
  list(): readonly Handshake[];
}

/** A door with a certificate for localhost and hub.example.com; its clock is `now`. */
async function open(settings: Partial<Settings> = {}, now: () => number = Date.now): Promise<Hub> {
  const dataDir = mkdtempSync(join(tmpdir(), "fleethub-tls-"));
  opened.push(() => rmSync(dataDir, { recursive: true, force: true }));
  await initTlsFolder(tlsFolderOf(dataDir), ["hub.example.com", "localhost", "127.0.0.1"], now());
  const logger = createLogger("silent");
  const certificates = await openCertificates(
    { ...SETTINGS_DEFAULT, dataDir, ...settings },
    now,
    logger,
  );
  opened.push(() => certificates.stop());
  const handshakes = new Handshakes(Date.now);
  const uids: string[] = [];
  const certified: boolean[] = [];
  const door = await openAgentsListener({
    host: "127.0.0.1",
    port: 0,
    admission: "open",
    identify: () => ({ kind: "peer", peer: NAMELESS.admitted }),
    throttle: new RefusalThrottle(() => 0),
    certificates,
    now,
    handler: {
      onReport(report, { headers }) {
        uids.push(report.instanceUid);
        certified.push(headers["x-forwarded-client-cert"] !== undefined);
      },
    },
    handshakes,
    gate: { refuseFor: () => null, stop() {} },
    ownMetrics: { desk: { take: async () => ({ kind: "taken" }) } },
    onRefused() {},
  });
  opened.push(() => door.drain(0));
  const authority = readAuthority(tlsFolderOf(dataDir));
  if (authority === null) throw new Error("No authority was made.");
  return { dataDir, authority, certificates, door, uids, certified, list: () => handshakes.list() };
}

const UID = "0192f1c8-7a3b-7c4d-8e5f-001122334455" as InstanceUid;

/** An agent that reports once it is in. */
function agent(hub: Hub, scheme: "wss" | "https" | "ws", tls: ConnectionOptions): void {
  const running = connectAgent({
    endpoint: `${scheme}://localhost:${hub.door.port}/v1/opamp`,
    instanceUid: UID,
    capabilities: agentCapabilities("ReportsStatus"),
    description: create(AgentDescriptionSchema),
    tls,
  });
  opened.push(() => running.stop());
}

/** A client that goes away when it may not stay, as node's do: without a word. */
function visit(hub: Hub, options: ConnectionOptions): void {
  const { port } = hub.door;
  const socket = connect({ port, host: "127.0.0.1", servername: "localhost", ...options });
  opened.push(() => void socket.destroy());
  socket.on("error", () => {});
}

const told = (hub: Hub) =>
  vi.waitFor(() => {
    const [first] = hub.list();
    if (first === undefined) throw new Error("Nothing was recorded.");
    return first;
  });

function answerTo(socket: Socket, path = "/v1/opamp"): Promise<string> {
  return new Promise((resolve) => {
    let text = "";
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
    socket.on("close", () => resolve(text)).on("error", () => {});
    socket.write(`GET ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`);
  });
}

describe("the agents' door with the hub's own certificate", () => {
  test.each(["wss", "https"] as const)(
    "takes agents over %s who trust its authority",
    async (scheme) => {
      const hub = await open();
      agent(hub, scheme, { ca: hub.authority.certPem });
      await vi.waitFor(() => expect(hub.uids).toContain(UID));
      expect(hub.list()).toEqual([]);
    },
  );

  test("hands its authority to whoever asks, also before they trust it", async () => {
    const hub = await open();
    const plain = await answerTo(connectTcp(hub.door.port, "127.0.0.1"), "/ca.pem");
    expect(plain).toContain(hub.authority.certPem);
  });

  test("names a client that does not know the authority, and what to do", async () => {
    const hub = await open();
    visit(hub, { ca: (await certifiedServer()).authority.certPem });
    const handshake = await told(hub);
    expect(handshake).toMatchObject({ step: "tls", cause: "authority-not-trusted" });
    expect(handshake.remedy).toContain("ca_file");
  });

  test("names a host name that the certificate does not have", async () => {
    const hub = await open();
    visit(hub, { ca: hub.authority.certPem, servername: "hub.internal" });
    const handshake = await told(hub);
    expect(handshake).toMatchObject({ step: "tls", cause: "wrong-host-name" });
    expect(handshake.detail).toContain("came to hub.internal");
    expect(handshake.detail).toContain("is for hub.example.com, localhost");
    expect(handshake.remedy).toContain("certs renew --host");
  });

  test("names its own certificate when it is past its time", async () => {
    let now = Date.now() - 91 * DAY_MS;
    const hub = await open({}, () => now);
    now = Date.now();
    visit(hub, { ca: hub.authority.certPem });
    const handshake = await told(hub);
    expect(handshake).toMatchObject({ step: "tls", cause: "server-certificate-expired" });
    expect(hub.certificates.describe().agents.certificate?.state).toBe("expired");
  });

  test("names plain text where nobody may come with it", async () => {
    const hub = await open({ agentsClientCertificates: "required" });
    const answer = await answerTo(connectTcp(hub.door.port, "127.0.0.1"));
    expect(answer).toMatch(/^HTTP\/1\.1 403 [\s\S]+speaks TLS: use wss:\/\//);
    expect(await told(hub)).toMatchObject({ step: "tls", cause: "plain-on-tls-port" });
  });

  test("takes plain text from its own machine, so that moving a fleet to TLS loses nobody here", async () => {
    const hub = await open();
    agent(hub, "ws", {});
    await vi.waitFor(() => expect(hub.uids).toContain(UID));
  });
});

describe("client certificates", () => {
  const required = { agentsClientCertificates: "required" } as const;

  test("those of the hub's authority are taken, others and none are told why", async () => {
    const hub = await open(required);
    const ca = hub.authority.certPem;
    const shown = ({ certPem, keyPem }: CertificateWithKey) => ({ ca, cert: certPem, key: keyPem });
    agent(hub, "wss", shown(await issueClientCertificate(hub.authority, UID)));
    await vi.waitFor(() => expect(hub.certified).toEqual([true]));
    expect(hub.uids).toEqual([UID]);
    const stranger = await issueClientCertificate((await certifiedServer()).authority, "stranger");
    const late = await issueClientCertificate(hub.authority, "late", Date.now() - 60_000);
    const port = hub.door.port;
    const to = (options: ConnectionOptions) =>
      answerTo(connect({ port, host: "127.0.0.1", servername: "localhost", ca, ...options }));
    expect(await to({})).toMatch(/^HTTP\/1\.1 401 [\s\S]+without a client certificate/);
    expect(await to(shown(stranger))).toContain("of no authority that this hub knows");
    expect(await to(shown(late))).toContain("has expired");
    expect(hub.list().map(({ step, cause }) => [step, cause])).toEqual([
      ["tls", "client-certificate-expired"],
      ["tls", "client-certificate-not-trusted"],
      ["tls", "client-certificate-missing"],
    ]);
  });

  test("are asked for by themselves where there is an authority, and needed by nobody", async () => {
    const hub = await open();
    expect(hub.certificates.clientCertificates).toBe("optional");
    expect(hub.certificates.describe().agents.clientAuthorities).toHaveLength(1);
  });
});

describe("certificates while the hub runs", () => {
  const write = (hub: Hub, name: "server" | "serverKey", text: string) =>
    writeFileSync(join(tlsFolderOf(hub.dataDir), TLS_FILES[name]), text);

  test("are taken when their files change; agents that are connected stay", async () => {
    const hub = await open();
    agent(hub, "wss", { ca: hub.authority.certPem });
    await vi.waitFor(() => expect(hub.door.opamp.server.connectionCount).toBe(1));
    const next = await issueServerCertificate(hub.authority, ["other.example.com"], Date.now());
    write(hub, "serverKey", next.keyPem);
    await hub.certificates.look();
    expect(hub.certificates.describe().agents.problem).toContain("is not the key of");
    expect(hub.certificates.forHub().hostNames).toContain("hub.example.com");
    write(hub, "server", next.certPem);
    await hub.certificates.look();
    expect(hub.certificates.describe().agents.problem).toBeNull();
    expect(hub.certificates.forHub().hostNames).toEqual(["other.example.com"]);
    expect(hub.door.opamp.server.connectionCount).toBe(1);
    const socket = connect({
      port: hub.door.port,
      host: "127.0.0.1",
      servername: "other.example.com",
      ca: hub.authority.certPem,
    });
    expect(await answerTo(socket, "/healthz")).toContain("alive");
  });

  test("stay where the new ones are of another authority than agents verify by, or are past their time", async () => {
    const hub = await open();
    const put = async ({ certPem, keyPem }: CertificateWithKey) => {
      write(hub, "serverKey", keyPem);
      write(hub, "server", certPem);
      await hub.certificates.look();
      return hub.certificates.describe().agents;
    };
    const before = hub.certificates.agents?.pair.certPem;
    const other = await put((await certifiedServer()).server);
    expect(other.problem).toContain("was not signed by the ca.pem beside it");
    const late = Date.now() - 100 * DAY_MS;
    const expired = await put(await issueServerCertificate(hub.authority, ["localhost"], late));
    expect(expired.problem).toContain("has expired");
    const early = Date.now() + 100 * DAY_MS;
    const unborn = await put(await issueServerCertificate(hub.authority, ["localhost"], early));
    expect(unborn.problem).toContain("is not good yet");
    expect(hub.certificates.agents?.pair.certPem).toBe(before);
    const next = await put(await issueServerCertificate(hub.authority, ["localhost"], Date.now()));
    expect(next.problem).toBeNull();
  });

  test("are refused at the start where the authority that agents are told does not verify them", async () => {
    const { authority, server } = await certifiedServer();
    const stranger = await certifiedServer();
    const folder = mkdtempSync(join(tmpdir(), "fleethub-tls-"));
    opened.push(() => rmSync(folder, { recursive: true, force: true }));
    const file = (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const settings = {
      agentsTlsCertFile: file("cert.pem", server.certPem),
      agentsTlsKeyFile: file("key.pem", server.keyPem),
    };
    const agentsCaFile = file("ca.pem", stranger.authority.certPem);
    await expect(open({ ...settings, agentsCaFile })).rejects.toThrow("FLEETHUB_AGENTS_CA_FILE");
    const both = file("both.pem", `${stranger.authority.certPem}\n${authority.certPem}`);
    const hub = await open({ ...settings, agentsCaFile: both });
    expect(hub.certificates.trustPem).toContain(authority.certPem.trim());
    expect((await open()).certificates.trustsDoorAlone).toBe(true);
    const { certificates } = await open({ agentsCaFile });
    expect(certificates.trustsDoorAlone).toBe(false);
    expect(certificates.trustPem).toContain(stranger.authority.certPem.trim());
  });

  test("that another hub of the folder has renewed are taken, and not renewed once more", async () => {
    let now = Date.now();
    const hub = await open({}, () => now);
    now += 61 * DAY_MS;
    const next = await issueServerCertificate(hub.authority, ["hub.example.com"], now);
    write(hub, "serverKey", next.keyPem);
    write(hub, "server", next.certPem);
    await hub.certificates.look();
    expect(hub.certificates.agents?.pair.certPem).toBe(next.certPem);
  });

  test("are renewed by the hub itself for the same names when a third of their time is left", async () => {
    let now = Date.now();
    const hub = await open({}, () => now);
    const serial = () => hub.certificates.describe().agents.certificate?.serial;
    const before = serial();
    now += 59 * DAY_MS;
    await hub.certificates.look();
    expect(serial()).toBe(before);
    now += 2 * DAY_MS;
    await hub.certificates.look();
    expect(serial()).not.toBe(before);
    expect(hub.certificates.describe().agents.certificate).toMatchObject({
      state: "valid",
      hostNames: ["hub.example.com", "localhost", "127.0.0.1"],
    });
  });
});

describe("plain text", () => {
  const from = (remoteAddress: string) => ({ remoteAddress, isSecure: false });
  const rule = { plainText: "this-machine", isEncrypted: false } as const;

  test("is taken from this machine alone, unless the operator allows it", () => {
    for (const here of ["127.0.0.1", "::1", "::ffff:127.0.0.1"]) {
      expect(refusePlainText(rule, from(here))).toBeNull();
    }
    const refused = refusePlainText(rule, from("203.0.113.7"));
    expect(refused?.cause).toBe("plain-text-elsewhere");
    expect(refused?.message).toContain("203.0.113.7 is another");
    expect(refusePlainText({ ...rule, plainText: "everywhere" }, from("203.0.113.7"))).toBeNull();
    expect(refusePlainText(rule, { remoteAddress: "203.0.113.7", isSecure: true })).toBeNull();
  });

  test("from a proxy that ended TLS is told apart where the hub's own authority is all that agents could be told", () => {
    const heard = (verifiesDoorAlone: boolean, said: string) => {
      const platformRequest = new IncomingMessage(new Socket());
      const { headers } = platformRequest;
      headers["x-forwarded-proto"] = said;
      const how = { isEncrypted: true, needsCertificate: false, verifiesDoorAlone };
      const admit = () => ({ admitted: true, identity: null }) as const;
      const from = { remoteAddress: "127.0.0.1", transport: "websocket", headers } as const;
      void admitUnlessPlain(
        { ...how, plainText: "this-machine" },
        admit,
      )({ ...from, platformRequest });
      return headers[OTHER_AUTHORITY] !== undefined;
    };
    expect(heard(true, "https")).toBe(true);
    expect(heard(true, "http")).toBe(false);
    expect(heard(false, "https")).toBe(false);
  });

  test("of a container says that a bridge is another host, and beside TLS what to write", () => {
    expect(refusePlainText(rule, from("172.17.0.1"))?.message).toContain("container");
    const encrypted = refusePlainText({ ...rule, isEncrypted: true }, from("172.17.0.1"));
    expect(encrypted?.cause).toBe("plain-on-tls-port");
    expect(encrypted?.message).toContain("wss://");
  });
});
