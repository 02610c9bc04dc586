// Arm A: a server on @fleethub/opamp. node library.mjs FIXTURES PORT
// Keeps of every agent what changes (description, health) as the bytes that came, and what many have in common
// (configuration, components) once, by digest. Offers by hash, pushes in slices.
import { hash } from "node:crypto";
import { createServer } from "node:http";
import { AGENT_CAPABILITY, SERVER_FLAG, encodeOnce, serverCapabilities } from "@fleethub/opamp";
import { HTTP_SERVER_OPTIONS, attachOpamp, nodeSchedule } from "@fleethub/opamp/node";
import { pushToMany } from "@fleethub/opamp/server";
import { readOffer, serveControl } from "./control.mjs";
import { splitConfig } from "./split-config.mjs";

const [, , fixtures, port] = process.argv;
const CAPABILITIES = serverCapabilities("OffersRemoteConfig", "AcceptsEffectiveConfig");
const RESEND = { flags: SERVER_FLAG.ReportFullState };
const body = readOffer(fixtures);

/** Bodies that agents have in common, by digest. */
const bodies = new Map();
const latest = { config: null, components: null };
const agents = new Map();
let number = 0;
let offer = null;

class Agent {
  sequenceNum = -1;
  capabilities = 0n;
  lastSeenAt = 0;
  healthy = false;
  status = "";
  description = null;
  health = null;
  config = null;
  ownLines = null;
  components = null;
  configHash = "";

  constructor(uid, connection) {
    this.uid = uid;
    this.connection = connection;
  }
}

function onReport(report, connection) {
  const agent = agentOf(report.instanceUid, connection);
  agent.connection = connection;
  agent.lastSeenAt = Date.now();
  // A number, because a bigint that is kept would be an object that every heartbeat replaces.
  const sequenceNum = Number(report.sequenceNum);
  const isGap = sequenceNum !== agent.sequenceNum + 1;
  agent.sequenceNum = sequenceNum;
  const { capabilities } = report;
  if (capabilities !== agent.capabilities && capabilities !== 0n) agent.capabilities = capabilities;
  if (!report.isBare) merge(agent, report);
  const isMissing = isGap && !report.has("agentDescription");
  if (!needsOffer(agent)) return isMissing ? RESEND : undefined;
  return isMissing ? { ...RESEND, ...offer.fields } : offer.encoded;
}

/** Who reported last on this connection, which is nearly always the only one, else whoever has this name. */
function agentOf(uid, connection) {
  const peer = connection.identity;
  if (peer.agent?.uid === uid) return peer.agent;
  let agent = agents.get(uid);
  if (agent === undefined) agents.set(uid, (agent = new Agent(uid, connection)));
  peer.agent = agent;
  return agent;
}

function merge(agent, report) {
  const description = report.bytesOf("agentDescription");
  if (description !== undefined && !agent.description?.equals(description))
    agent.description = Buffer.from(description);
  const health = report.bytesOf("health");
  if (health !== undefined && !agent.health?.equals(health)) {
    const decoded = report.decode("health");
    if (!decoded.ok) return;
    agent.health = Buffer.from(health);
    agent.healthy = decoded.value.healthy;
    agent.status = decoded.value.status;
  }
  const config = report.bytesOf("effectiveConfig");
  if (config !== undefined) {
    const { shared, own } = splitConfig(config);
    agent.config = keep("config", Buffer.concat(shared), agent.config);
    if (!agent.ownLines?.equals(own)) agent.ownLines = own;
  }
  const components = report.bytesOf("availableComponents");
  if (components !== undefined) agent.components = keep("components", components, agent.components);
  if (!report.has("remoteConfigStatus")) return;
  const status = report.decode("remoteConfigStatus");
  if (status.ok) agent.configHash = text(status.value.lastRemoteConfigHash);
}

/** The one copy of these bytes: what the agent had before, or what was kept last, or what has the same digest. */
function keep(kind, bytes, before) {
  const likely = before ?? latest[kind];
  if (likely?.bytes.equals(bytes)) return likely;
  const digest = hash("sha256", bytes, "base64");
  let entry = bodies.get(digest);
  if (entry === undefined) bodies.set(digest, (entry = { digest, bytes: Buffer.from(bytes) }));
  latest[kind] = entry;
  return entry;
}

const text = (bytes) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("base64");

const needsOffer = (agent) =>
  offer !== null &&
  agent.configHash !== offer.hash &&
  (agent.capabilities & AGENT_CAPABILITY.AcceptsRemoteConfig) !== 0n;

async function offerAll() {
  number += 1;
  const content = Buffer.concat([body, Buffer.from(`# ${number}\n`)]);
  const configHash = hash("sha256", content, "buffer");
  const config = { configMap: { "": { body: content, contentType: "text/yaml" } } };
  const fields = { remoteConfig: { config, configHash } };
  offer = { hash: text(configHash), fields, encoded: encodeOnce(fields, CAPABILITIES) };
  const pushed = await pushToMany(agents.values(), offer.encoded, {
    schedule: nodeSchedule,
    isWanted: needsOffer,
  });
  if (pushed.unsent.length > 0) throw new Error("not pushed");
  return { pushed: pushed.sentCount };
}

function state() {
  const whole = [...agents.values()].filter(
    ({ description, health, config, components }) => description && health && config && components,
  ).length;
  return { agents: agents.size, whole, bodies: bodies.size };
}

const http = createServer(HTTP_SERVER_OPTIONS);
const opamp = attachOpamp(http, {
  // What is found out about a peer is the place for what belongs to its connection.
  admit: () => ({ admitted: true, identity: { agent: undefined } }),
  capabilities: CAPABILITIES,
  handler: { onReport },
});
http.on("request", (request, response) => opamp.handleRequest(request, response));
http.listen(Number(port), "127.0.0.1", () => serveControl({ offer: offerAll, state }));
