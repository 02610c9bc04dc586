import { type DescMessage, fromJson, type JsonObject, type MessageShape } from "@bufbuild/protobuf";
import {
  type AgentCapability,
  agentCapabilities,
  type AgentRemoteConfig,
  AgentRemoteConfigSchema,
  type InstanceUid,
  type OpAMPConnectionSettings,
  OpAMPConnectionSettingsSchema,
} from "@fleethub/opamp";
import { EVERYTHING } from "./capabilities.js";
import { requireGoProgram } from "./go-program.js";
import { LineProcess, type PeerEvent } from "./line-process.js";
import { freshUid } from "./uid.js";

export interface GoClientOptions {
  readonly endpoint: string;
  readonly uid?: InstanceUid;
  readonly capabilities?: readonly AgentCapability[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Names of files. */
  readonly tls?: { readonly ca: string; readonly certificate?: string; readonly key?: string };
  /** Also how often it polls. Default 200. */
  readonly heartbeatMs?: number;
  /** Gzip over HTTP, permessage-deflate over WebSocket. */
  readonly compression?: boolean;
  readonly custom?: readonly string[];
  readonly requestUid?: boolean;
  /** Folder for the packages that it installs. */
  readonly packages?: string;
}

/** opamp-go's client with a small application around it, in a process of its own. */
export class GoClient {
  readonly uid: InstanceUid;
  readonly process: LineProcess;

  constructor(options: GoClientOptions) {
    this.uid = options.uid ?? freshUid();
    this.process = new LineProcess(requireGoProgram(), ["client"]);
    this.process.tell({
      endpoint: options.endpoint,
      uid: this.uid,
      capabilities: Number(agentCapabilities(...(options.capabilities ?? EVERYTHING))),
      headers: { ...options.headers },
      heartbeatMs: options.heartbeatMs ?? 200,
      compression: options.compression ?? false,
      custom: [...(options.custom ?? [])],
      requestUid: options.requestUid ?? false,
      packages: options.packages ?? "",
      ...(options.tls && { tls: { ...options.tls } }),
    });
  }

  /** `health`, `custom-message`, `certificate-request` with their members. */
  do(what: string, members: JsonObject = {}): void {
    this.process.tell({ do: what, ...members });
  }

  async remoteConfig(): Promise<AgentRemoteConfig> {
    return read(AgentRemoteConfigSchema, await this.process.heard("remote-config"), "offer");
  }

  async opampSettings(): Promise<OpAMPConnectionSettings> {
    return read(
      OpAMPConnectionSettingsSchema,
      await this.process.heard("opamp-settings"),
      "settings",
    );
  }

  /** Stops as an application does that ends in order. */
  async leave(): Promise<void> {
    this.do("stop");
    await this.process.heard("stopped");
  }

  async remove(): Promise<void> {
    await this.process.end();
  }
}

/** A message as opamp-go's own definitions read it. */
export function read<Schema extends DescMessage>(
  schema: Schema,
  event: PeerEvent,
  member: string,
): MessageShape<Schema> {
  return fromJson(schema, event[member] ?? {}, { ignoreUnknownFields: false });
}
