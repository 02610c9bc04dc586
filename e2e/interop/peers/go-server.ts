import { create, toJson } from "@bufbuild/protobuf";
import {
  type AgentToServer,
  AgentToServerSchema,
  type InstanceUid,
  type ServerToAgentFields,
  ServerToAgentSchema,
  instanceUidFromBytes,
  instanceUidToBytes,
} from "@fleethub/opamp";
import { until } from "../../real/wait.js";
import { read } from "./go-client.js";
import { requireGoProgram } from "./go-program.js";
import { LineProcess, type PeerEvent } from "./line-process.js";

export interface GoServerOptions {
  /** Names of files; with `ca` it takes nobody without a certificate of that CA. */
  readonly tls?: { readonly ca?: string; readonly certificate: string; readonly key: string };
  readonly custom?: readonly string[];
}

/** opamp-go's server with a small application around it, in a process of its own. */
export class GoServer {
  #port = 0;
  #process: LineProcess | undefined;
  readonly #options: GoServerOptions;

  constructor(options: GoServerOptions = {}) {
    this.#options = options;
  }

  /** Listens; on the port it had, when it was killed before. */
  async start(): Promise<this> {
    const { tls, custom = [] } = this.#options;
    const process = new LineProcess(requireGoProgram(), ["server"]);
    this.#process = process;
    process.tell({
      listen: `127.0.0.1:${this.#port}`,
      custom: [...custom],
      ...(tls && { tls: { ...tls } }),
    });
    this.#port = Number((await process.heard("listening"))["port"]);
    return this;
  }

  get process(): LineProcess {
    if (!this.#process) throw new Error("The server was not started.");
    return this.#process;
  }

  endpoint(scheme: "ws" | "http"): string {
    return `${scheme}${this.#options.tls ? "s" : ""}://127.0.0.1:${this.#port}/v1/opamp`;
  }

  /** What opamp-go read, in order. */
  reports(uid: InstanceUid): AgentToServer[] {
    return this.process
      .said("report")
      .map((event) => read(AgentToServerSchema, event, "message"))
      .filter(({ instanceUid }) => isUid(instanceUid, uid));
  }

  /** The first report of the agent that satisfies `holds`, waited for. */
  report(
    uid: InstanceUid,
    what: string,
    holds: (message: AgentToServer) => boolean,
    limitMs = 20_000,
  ): Promise<AgentToServer> {
    return until(
      `${uid} reports ${what}`,
      () => this.reports(uid).find(holds),
      limitMs,
      () => this.process.events.slice(-10),
    );
  }

  /** Sends at once where there is a WebSocket, else with the answer to the next report. */
  send(uid: InstanceUid, fields: ServerToAgentFields): void {
    const instanceUid = instanceUidToBytes(uid);
    const message = create(ServerToAgentSchema, { ...fields, instanceUid });
    this.process.tell({
      do: "send",
      message: toJson(ServerToAgentSchema, message, { enumAsInteger: true }),
    });
  }

  /** Answers the next requests with this status; 0 accepts again. */
  refuse(status: number, headers: Readonly<Record<string, string>> = {}): void {
    this.process.tell({ do: "refuse", status, headers: { ...headers } });
  }

  /** Drops every WebSocket without a Close frame, as opamp-go does. */
  disconnect(): void {
    this.process.tell({ do: "disconnect" });
  }

  /** What it knows of the request that came last: headers, name on the certificate. */
  lastRequest(): PeerEvent | undefined {
    return this.process.said("connecting").at(-1);
  }

  async kill(): Promise<void> {
    await this.#process?.kill();
  }

  async remove(): Promise<void> {
    await this.#process?.end();
  }
}

function isUid(bytes: Uint8Array, uid: InstanceUid): boolean {
  const found = instanceUidFromBytes(bytes);
  return found.ok && found.value === uid;
}
