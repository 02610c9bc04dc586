// Arm N: ws and protobuf-es, written plainly. node naive.mjs FIXTURES PORT [DATABASE_URL]
// Decodes every report whole, keeps what it decoded, encodes every reply, pushes in one loop; with a database it
// writes a row for each report that says something new.
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import {
  AGENT_CAPABILITY,
  AgentToServerSchema,
  SERVER_FLAG,
  ServerToAgentSchema,
  serverCapabilities,
} from "@fleethub/opamp";
import { WebSocketServer } from "ws";
import { readOffer, serveControl } from "./control.mjs";
import { openRows } from "./naive-rows.mjs";

const [, , fixtures, port, url] = process.argv;
const CAPABILITIES = serverCapabilities("OffersRemoteConfig", "AcceptsEffectiveConfig");
const PARTS = [
  "agentDescription",
  "health",
  "effectiveConfig",
  "remoteConfigStatus",
  "packageStatuses",
  "availableComponents",
];
const body = readOffer(fixtures);
const rows = url === undefined ? null : await openRows(url);
const agents = new Map();
let number = 0;
let offer;

const http = createServer();
const sockets = new WebSocketServer({ server: http, path: "/v1/opamp" });
sockets.on("connection", (socket) => {
  socket.on("message", (data) => {
    const report = fromBinary(AgentToServerSchema, data.subarray(1));
    const uid = Buffer.from(report.instanceUid).toString("hex");
    const agent = agents.get(uid) ?? { uid, status: {} };
    agents.set(uid, agent);
    agent.socket = socket;
    agent.lastSeenAt = new Date();
    const isGap = agent.sequenceNum !== undefined && report.sequenceNum !== agent.sequenceNum + 1n;
    agent.sequenceNum = report.sequenceNum;
    agent.instanceUid = report.instanceUid;
    if (report.capabilities !== 0n) agent.capabilities = report.capabilities;
    let isNew = false;
    for (const part of PARTS) {
      if (report[part] === undefined) continue;
      agent.status[part] = report[part];
      isNew = true;
    }
    if (isNew) rows?.write(agent);
    send(agent, {
      flags: isGap && report.agentDescription === undefined ? SERVER_FLAG.ReportFullState : 0n,
      ...(needsOffer(agent) ? { remoteConfig: offer } : {}),
    });
  });
  socket.on("error", () => socket.terminate());
});

function send(agent, fields) {
  const message = create(ServerToAgentSchema, {
    instanceUid: agent.instanceUid,
    capabilities: CAPABILITIES,
    ...fields,
  });
  agent.socket.send(Buffer.concat([Buffer.from([0]), toBinary(ServerToAgentSchema, message)]));
}

function needsOffer(agent) {
  if (offer === undefined) return false;
  if ((agent.capabilities & AGENT_CAPABILITY.AcceptsRemoteConfig) === 0n) return false;
  const reported = agent.status.remoteConfigStatus?.lastRemoteConfigHash;
  return reported === undefined || !Buffer.from(reported).equals(offer.configHash);
}

function offerAll() {
  number += 1;
  const content = Buffer.concat([body, Buffer.from(`# ${number}\n`)]);
  const configHash = createHash("sha256").update(content).digest();
  offer = {
    config: { configMap: { "": { body: content, contentType: "text/yaml" } } },
    configHash,
  };
  let pushed = 0;
  for (const agent of agents.values()) {
    if (!needsOffer(agent)) continue;
    send(agent, { remoteConfig: offer });
    pushed += 1;
  }
  return { pushed };
}

function state() {
  const whole = [...agents.values()].filter(
    ({ status }) =>
      status.agentDescription &&
      status.health &&
      status.effectiveConfig &&
      status.availableComponents,
  ).length;
  return { agents: agents.size, whole };
}

http.listen(Number(port), "127.0.0.1", () => serveControl({ offer: offerAll, state }));
