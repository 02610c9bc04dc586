import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { request } from "node:https";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { join } from "node:path";
import type {
  AgentCredentials,
  EnrolmentTokenCreate,
  EnrolmentTokenCreated,
  Handshake,
} from "@fleethub/api";
import { ended, makeHub, openSupervisor } from "./house.js";
import { type Hub, type HubOptions, MAIN } from "./hub.js";
import { RunningProcess } from "./process.js";
import type { Supervisor, SupervisorOptions } from "./supervisor.js";
import { until } from "./wait.js";

/** Takes nobody in without a credential. */
const BY_TOKEN = { FLEETHUB_ADMISSION: "token" } as const;

/** The hub's own authority, in its data directory. */
export const authorityOf = (hub: Hub): string => join(hub.dataDir, "data", "tls", "ca.pem");

/** A hub that is not started, with an authority of its own as `fleethub certs init` makes it, and admission by token. */
export async function makeSecureHub(options: HubOptions = {}): Promise<Hub> {
  const hub = await makeHub({ ...options, env: { ...BY_TOKEN, ...options.env } });
  const data = join(hub.dataDir, "data");
  const init = ["certs", "init", "--host", "hub.fleet.test", "--data-dir", data];
  execFileSync(process.execPath, [MAIN, ...init], { stdio: "pipe" });
  return hub;
}

/** Makes an enrolment token; answers its text. */
export async function enrolmentToken(
  hub: Hub,
  wish: Partial<EnrolmentTokenCreate> & { readonly name: string },
): Promise<string> {
  return (await hub.must<EnrolmentTokenCreated>("POST", "/enrolment-tokens", wish, 201)).value;
}

/** A real supervisor that comes over wss, verifies the hub by its authority and shows a token. */
export function openSecureSupervisor(
  hub: Hub,
  token: string,
  options: Partial<SupervisorOptions> = {},
): Supervisor {
  const tls = { ca: authorityOf(hub) };
  return openSupervisor(hub, { endpoint: hub.opamp("wss"), tls, token, ...options });
}

/** Simulated agents in a process of their own that trusts the hub's authority, ended with the test. */
export function openSecureSimulator(
  hub: Hub,
  token: string,
  endpoint: string,
  ...flags: readonly string[]
): void {
  const command = [MAIN, "simulate", ...flags, `--endpoint=${endpoint}`, `--token=${token}`];
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: authorityOf(hub) };
  const simulator = new RunningProcess(process.execPath, command, { env });
  ended({ remove: async () => void (await simulator.end("SIGTERM")) });
}

/** Waits until how the agent proves who it is satisfies `holds`. */
export function credentialsWhere(
  hub: Hub,
  uid: string,
  what: string,
  holds: (credentials: AgentCredentials) => boolean,
  limitMs = 30_000,
): Promise<AgentCredentials> {
  const read = () => hub.must<AgentCredentials>("GET", `/agents/${uid}/credentials`);
  return until(
    `credentials of ${uid}: ${what}`,
    async () => {
      const credentials = await read();
      return holds(credentials) && credentials;
    },
    limitMs,
    async () => ({ credentials: await read(), hub: hub.output }),
  );
}

/** It has come with a credential of its own, and uses it. */
export const comesWithItsOwn = ({ comesWith, credentials }: AgentCredentials): boolean =>
  comesWith === "bearer" && credentials.length === 1 && credentials[0]?.state === "in-use";

/** The failed attempts of this cause, once there are any. */
export function attempt(hub: Hub, cause: string, limitMs = 30_000): Promise<Handshake> {
  const list = async () => (await hub.must<{ items: Handshake[] }>("GET", "/handshakes")).items;
  return until(
    `an attempt fails with ${cause}`,
    async () => (await list()).find((one) => one.cause === cause),
    limitMs,
    async () => ({ handshakes: await list(), hub: hub.output }),
  );
}

/** A POST to the agents' door over TLS that is verified, as an agent sends it. */
export function knock(
  hub: Hub,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array = new Uint8Array(),
): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(hub.opamp("https"), {
      method: "POST",
      ca: readFileSync(authorityOf(hub)),
      headers: { "content-type": "application/x-protobuf", ...headers },
    });
    asked.on("error", reject).on("response", (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => (text += part));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
    });
    asked.end(body);
  });
}

/** Milliseconds until the last socket had ended: from the asking, and from the answer, when it was committed. */
export interface TimesToEnd {
  readonly sockets: number;
  readonly askedMs: number;
  readonly committedMs: number;
}

/** Passes bytes on to the agents' door of a hub, and knows which connections are open: a socket that ends is seen at once. */
export class Relay {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(hub: Hub) {
    this.#server = createServer((socket) => {
      const onward = connect(hub.agentsPort, "127.0.0.1");
      this.#sockets.add(onward);
      socket.pipe(onward).pipe(socket);
      onward.on("close", () => {
        this.#sockets.delete(onward);
        socket.destroy();
      });
      for (const one of [socket, onward]) one.on("error", () => onward.destroy());
      socket.on("close", () => onward.destroy());
      // A hub that ends a connection ends its half first.
      onward.on("end", () => this.#sockets.delete(onward));
    });
  }

  static async open(hub: Hub): Promise<Relay> {
    const relay = new Relay(hub);
    relay.#server.listen(0, "127.0.0.1");
    await once(relay.#server, "listening");
    return relay;
  }

  get endpoint(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `wss://127.0.0.1:${port}/v1/opamp`;
  }

  get connections(): number {
    return this.#sockets.size;
  }

  /** Nobody is let through any more. */
  close(): void {
    this.#server.close();
  }

  /** How long it takes until every connection that is open now has ended, whether or not their agents come back. */
  async timesToEnd(ask: () => Promise<unknown>, limitMs = 20_000): Promise<TimesToEnd> {
    const moments = [...this.#sockets].map(
      (socket) =>
        new Promise<number>((resolve) => {
          const at = () => resolve(performance.now());
          socket.once("end", at).once("close", at);
        }),
    );
    const began = performance.now();
    const answered = ask().then(() => performance.now());
    const last = Promise.all(moments).then((all) => Math.max(...all));
    const [told, over] = await within(limitMs, Promise.all([answered, last]));
    return { sockets: moments.length, askedMs: over - began, committedMs: over - told };
  }

  async remove(): Promise<void> {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }
}

async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Connections stand after ${limitMs} ms.`)), limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
