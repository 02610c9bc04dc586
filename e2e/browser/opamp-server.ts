import { once } from "node:events";
import { createServer } from "node:http";
import {
  configHash,
  type InstanceUid,
  type ReportPart,
  serverCapabilities,
  type ServerToAgentFields,
} from "@fleethub/opamp";
import { attachOpamp, hmacSha256, HTTP_SERVER_OPTIONS } from "@fleethub/opamp/node";
import {
  admitEveryone,
  type AgentConnection,
  type CustomSending,
  routeCustomMessages,
} from "@fleethub/opamp/server";

const CAPABILITY = "test.echo/1";
const CONFIG = "receivers: {nop: }\n";

/** One message of an agent, as the server saw it. */
export interface Seen {
  readonly sequenceNum: bigint;
  readonly transport: "websocket" | "http";
  readonly connection: string;
  readonly parts: readonly ReportPart[];
  /** Of a remote config, where one is reported. */
  readonly status: number | undefined;
}

/** A page, its program and an OpAMP server, all of one origin. */
export interface OpampServer {
  readonly origin: string;
  readonly endpoint: string;
  readonly config: string;
  /** Everything that an agent reported, in order. */
  seenOf(uid: string): readonly Seen[];
  /** Sends a custom message of the server's own accord. */
  say(uid: string, content: string): CustomSending;
  /** Closes the agent's connection. */
  cut(uid: string): void;
  stop(): Promise<void>;
}

/** Offers one configuration to every agent by hash, and answers custom messages with their content in capitals. */
export async function openOpampServer(html: string, program: string): Promise<OpampServer> {
  const body = Buffer.from(CONFIG);
  const configMap = { "": { body, contentType: "text/yaml" } };
  const hash = configHash(Object.entries(configMap), hmacSha256(Buffer.from("key")));
  const offer: ServerToAgentFields = { remoteConfig: { config: { configMap }, configHash: hash } };
  const seen = new Map<string, Seen[]>();
  const ways = new Map<string, [InstanceUid, AgentConnection<undefined>]>();
  const custom = routeCustomMessages<undefined>({
    [CAPABILITY]: {
      onMessage: ({ data }) => ({
        type: "answer",
        data: Buffer.from(Buffer.from(data).toString().toUpperCase()),
      }),
    },
  });

  const http = createServer(HTTP_SERVER_OPTIONS);
  const opamp = attachOpamp<undefined>(http, {
    admit: admitEveryone,
    capabilities: serverCapabilities("OffersRemoteConfig", "AcceptsEffectiveConfig"),
    handler: {
      onReport(report, connection) {
        const status = report.decode("remoteConfigStatus");
        const known = status.ok ? status.value : undefined;
        const list = seen.get(report.instanceUid) ?? [];
        seen.set(report.instanceUid, list);
        ways.set(report.instanceUid, [report.instanceUid, connection]);
        list.push({
          sequenceNum: report.sequenceNum,
          transport: connection.transport,
          connection: connection.id,
          parts: report.parts(),
          status: known?.status,
        });
        const isBehind =
          known && !hash.every((byte, at) => known.lastRemoteConfigHash[at] === byte);
        return custom.answer(report, connection, isBehind ? offer : undefined);
      },
    },
  });
  http.on("request", (request, response) => {
    if (opamp.handleRequest(request, response)) return;
    const [type, content] =
      request.url === "/page.js" ? ["text/javascript", program] : ["text/html", html];
    response.writeHead(200, { "content-type": `${type}; charset=utf-8` }).end(content);
  });
  await once(http.listen(0, "127.0.0.1"), "listening");
  const address = http.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const wayTo = (uid: string) => {
    const way = ways.get(uid);
    if (way === undefined) throw new Error(`nothing came from ${uid}`);
    return way;
  };

  return {
    origin: `http://127.0.0.1:${address.port}`,
    endpoint: `127.0.0.1:${address.port}/v1/opamp`,
    config: CONFIG,
    seenOf: (uid) => seen.get(uid) ?? [],
    say(uid, content) {
      const [instanceUid, connection] = wayTo(uid);
      return custom.send(connection, instanceUid, CAPABILITY, {
        type: "word",
        data: Buffer.from(content),
      });
    },
    cut(uid) {
      const [instanceUid, connection] = wayTo(uid);
      connection.close(instanceUid, "come again");
    },
    async stop() {
      await opamp.drain();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}
