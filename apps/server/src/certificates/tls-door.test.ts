import { createServer, request as httpRequest, type Server } from "node:http";
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from "node:net";
import { connect as tlsConnect, type ConnectionOptions, type TLSSocket } from "node:tls";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { certifiedServer, issueClientCertificate } from "../testing/certificates.js";
import type { TlsFailure } from "./explain-tls-failure.js";
import type { CertificateWithKey } from "./make-authority.js";
import { endWithText, putTlsBefore, type TlsDoor } from "./tls-door.js";

let authority: CertificateWithKey;
let certified: CertificateWithKey;
let agent: CertificateWithKey;
beforeAll(async () => {
  ({ authority, server: certified } = await certifiedServer());
  agent = await issueClientCertificate(authority, "agent");
});

const opened: { close(): void }[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});

interface Open {
  readonly server: Server;
  readonly door: TlsDoor;
  readonly port: number;
  readonly failures: readonly TlsFailure[];
  readonly plain: number[];
}

async function open(
  takesPlain = false,
  onSecure = (_socket: TLSSocket) => true,
  timeoutMs = 5_000,
): Promise<Open> {
  const server = createServer((request, response) => {
    response.end(`${request.method} ${request.url} ${"encrypted" in request.socket}`);
  });
  server.on("upgrade", (_request, stream) => stream.end("HTTP/1.1 101 Here\r\n\r\n"));
  const failures: TlsFailure[] = [];
  const plain: number[] = [];
  const door = putTlsBefore(server, {
    secure: { cert: certified.certPem, key: certified.keyPem, ca: authority.certPem },
    asksForCertificates: true,
    timeoutMs,
    takesPlain: () => takesPlain,
    onPlainRefused(socket) {
      plain.push(socket.remotePort ?? 0);
      endWithText(socket, "403 Forbidden", "use TLS\n");
    },
    onSecure,
    onFailed: (_address, failure) => failures.push(failure),
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  opened.push({
    close() {
      server.closeAllConnections();
      server.close();
    },
  });
  return { server, door, port, failures, plain };
}

const client = (port: number, options: ConnectionOptions = {}): TLSSocket => {
  const socket = tlsConnect({
    port,
    host: "127.0.0.1",
    servername: "localhost",
    ca: authority.certPem,
    ...options,
  });
  opened.push({ close: () => socket.destroy() });
  return socket;
};

/** Everything that comes after this was said. */
function exchange(socket: Socket, said: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
    socket.on("end", () => resolve(text)).on("error", reject);
    socket.write(said);
  });
}

const GET = "GET /here HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";

describe("TLS before an HTTP server", () => {
  test("serves requests and upgrades over TLS, on connections that are kept", async () => {
    const { port, failures } = await open();
    const first = client(port);
    expect(await exchange(first, GET.replace("connection: close\r\n", "") + GET)).toMatch(
      /GET \/here true[\s\S]+GET \/here true/,
    );
    const upgrade = GET.replace("connection: close", "connection: upgrade\r\nupgrade: websocket");
    expect(await exchange(client(port), upgrade)).toContain("101 Here");
    expect(failures).toEqual([]);
  });

  test("takes a hello in pieces, and a client that names no host", async () => {
    const { port } = await open();
    const raw = connect(port, "127.0.0.1");
    opened.push({ close: () => raw.destroy() });
    const write = raw.write.bind(raw);
    vi.spyOn(raw, "write").mockImplementation((chunk: string | Uint8Array, ...rest: unknown[]) => {
      const bytes = Buffer.from(chunk);
      for (const byte of bytes) write(Buffer.from([byte]));
      const done = rest.find((one) => typeof one === "function");
      if (typeof done === "function") done();
      return true;
    });
    raw.setNoDelay(true);
    const socket = tlsConnect({ socket: raw, ca: authority.certPem, host: "127.0.0.1" });
    expect(await exchange(socket, GET)).toContain("GET /here true");
  });

  test("lets plain text in where it is taken, and answers it where it is not", async () => {
    const taking = await open(true);
    const answer = await new Promise<string>((resolve, reject) => {
      httpRequest({ port: taking.port, host: "127.0.0.1", path: "/plain" }, (response) => {
        response.setEncoding("utf8").on("data", resolve);
      })
        .on("error", reject)
        .end();
    });
    expect(answer).toBe("GET /plain false");
    const refusing = await open(false);
    const raw = connect(refusing.port, "127.0.0.1");
    expect(await exchange(raw, GET)).toMatch(/^HTTP\/1\.1 403 [\s\S]+use TLS\n$/);
    expect(refusing.plain).toHaveLength(1);
  });

  test("tells a client that does not know the authority, and one that came by another name", async () => {
    const { port, failures } = await open();
    const ended = (socket: TLSSocket) =>
      new Promise<void>((resolve) => {
        socket.on("error", () => {}).on("close", () => resolve());
      });
    await ended(client(port, { ca: [] }));
    await ended(client(port, { servername: "other.example.com" }));
    await vi.waitFor(() => expect(failures).toHaveLength(2));
    expect(failures).toEqual([
      { code: null, serverName: "localhost", localAddress: "127.0.0.1", stage: "handshake" },
      {
        code: null,
        serverName: "other.example.com",
        localAddress: "127.0.0.1",
        stage: "handshake",
      },
    ]);
  });

  test("tells the alert that a client sent", async () => {
    const { port, failures } = await open();
    alerting(port, 48);
    await vi.waitFor(() => expect(failures).toHaveLength(1));
    expect(failures[0]?.code).toBe("ERR_SSL_TLSV1_ALERT_UNKNOWN_CA");
    expect(failures[0]?.serverName).toBe("localhost");
  });

  test("tells a client that goes away in the middle of the handshake", async () => {
    const { port, failures } = await open();
    const hello = Buffer.from("16030100050100000100", "hex");
    const raw = connect(port, "127.0.0.1", () => raw.end(hello));
    raw.on("error", () => {});
    await vi.waitFor(() => expect(failures).toHaveLength(1));
    expect(failures[0]).toMatchObject({ serverName: null, localAddress: "127.0.0.1" });
  });

  test("gives no time for byte after byte of a hello", async () => {
    const { port } = await open(false, () => true, 200);
    const raw = connect(port, "127.0.0.1");
    const hello = Buffer.concat([Buffer.from("1603014000", "hex"), Buffer.alloc(16_000)]);
    let sent = 0;
    const drip = setInterval(() => raw.write(hello.subarray(sent, ++sent)), 20);
    raw.on("error", () => {});
    await new Promise((resolve) => raw.on("close", resolve));
    clearInterval(drip);
    expect(sent).toBeGreaterThan(2);
  });

  test("ends who has not come in yet, so that the server closes at once", async () => {
    const { server, door, port } = await open();
    const silent = connect(port, "127.0.0.1");
    const half = connect(port, "127.0.0.1", () => half.write("\x16"));
    const over = [silent, half].map((raw) => new Promise((resolve) => raw.on("close", resolve)));
    for (const raw of [silent, half]) raw.on("error", () => {}).resume();
    await vi.waitFor(async () => {
      const count = await new Promise((resolve) => {
        server.getConnections((_error, open) => resolve(open));
      });
      expect(count).toBe(2);
    });
    const closed = new Promise((resolve) => server.close(resolve));
    door.endNewcomers();
    await Promise.all([closed, ...over]);
  });

  test("tells versions that have nothing in common", async () => {
    const { port, failures } = await open();
    const old = client(port, {
      minVersion: "TLSv1",
      maxVersion: "TLSv1.1",
      ciphers: "ALL@SECLEVEL=0",
    });
    old.on("error", () => {});
    await vi.waitFor(() => expect(failures).toHaveLength(1));
    expect(failures[0]?.code).toMatch(/UNSUPPORTED_PROTOCOL|VERSION/);
  });

  test("knows whose certificate a client has, verified or not", async () => {
    const seen: [boolean, unknown][] = [];
    const { port } = await open(false, (socket) => {
      seen.push([socket.authorized, socket.getPeerCertificate().subject?.CN]);
      return true;
    });
    const stranger = await issueClientCertificate((await certifiedServer()).authority, "stranger");
    for (const one of [agent, stranger, null]) {
      const shown = one === null ? {} : { cert: one.certPem, key: one.keyPem };
      await exchange(client(port, shown), GET);
    }
    expect(seen).toEqual([
      [true, "agent"],
      [false, "stranger"],
      [false, undefined],
    ]);
  });

  test("shows another certificate from the next connection on, and keeps those that are open", async () => {
    const { port, door } = await open();
    const before = client(port);
    const kept = exchange(before, GET.replace("connection: close\r\n", ""));
    await new Promise((resolve) => before.once("data", resolve));
    const next = await certifiedServer();
    door.reload({ cert: next.server.certPem, key: next.server.keyPem });
    const shown = client(port, { ca: next.authority.certPem });
    expect(await exchange(shown, GET)).toContain("GET /here true");
    before.write(GET);
    expect(await kept).toMatch(/GET \/here true[\s\S]+GET \/here true/);
    expect(() => door.reload({ cert: "none", key: next.server.keyPem })).toThrow();
    expect(await exchange(client(port, { ca: next.authority.certPem }), GET)).toContain("true");
  });
});

/** Says hello in TLS 1.2, where alerts are not encrypted yet, and then this alert instead of going on. */
function alerting(port: number, alert: number): void {
  const between = createTcpServer((hello) => {
    const raw = connect(port, "127.0.0.1");
    opened.push({ close: () => raw.destroy() });
    hello.pipe(raw);
    raw.once("data", () => raw.write(Buffer.from([0x15, 3, 3, 0, 2, 2, alert])));
  });
  between.listen(0, "127.0.0.1", () => {
    const { port: here } = between.address() as AddressInfo;
    client(here, { maxVersion: "TLSv1.2" }).on("error", () => {});
  });
  opened.push({ close: () => between.close() });
}
