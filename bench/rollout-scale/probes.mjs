// Agents whose only work is to measure: each sends a heartbeat a second and takes the time to its reply.
import { randomBytes } from "node:crypto";
import {
  AGENT_CAPABILITY,
  AgentToServerSchema,
  create,
  encodeAgentToServer,
  encodeFrame,
} from "@fleethub/opamp";
import { WebSocket } from "ws";

const HEARTBEAT_MS = 1_000;

/**
 * Connects probes; `delays` fills with milliseconds from each heartbeat to its reply, in order of the replies. A heartbeat
 * that is unanswered when the next is due is not sent twice: its delay goes on growing.
 */
export async function openProbes(endpoint, count) {
  const delays = [];
  const waiting = new Set();
  const probes = await Promise.all(Array.from({ length: count }, () => open()));

  async function open() {
    const uid = randomBytes(16);
    const socket = new WebSocket(endpoint);
    await new Promise((resolve, reject) => {
      socket.once("open", resolve);
      socket.once("error", reject);
    });
    let sequenceNum = 0n;
    const probe = { sentAt: null };
    const send = () => {
      if (probe.sentAt !== null) return;
      const report = create(AgentToServerSchema, {
        instanceUid: uid,
        sequenceNum: sequenceNum++,
        capabilities: AGENT_CAPABILITY.ReportsStatus | AGENT_CAPABILITY.ReportsHeartbeat,
        ...(sequenceNum === 1n ? { agentDescription: description() } : {}),
      });
      probe.sentAt = performance.now();
      socket.send(encodeFrame(encodeAgentToServer(report)));
    };
    waiting.add(probe);
    socket.on("message", () => {
      if (probe.sentAt === null) return;
      delays.push({ at: Date.now(), ms: performance.now() - probe.sentAt });
      probe.sentAt = null;
    });
    send();
    const started = setTimeout(() => {
      probe.timer = setInterval(send, HEARTBEAT_MS);
    }, Math.random() * HEARTBEAT_MS);
    probe.close = () => {
      clearTimeout(started);
      clearInterval(probe.timer);
      socket.close();
    };
    return probe;
  }

  return {
    delays,
    /** Longest time that a reply is being waited for now. */
    waitingMs: () =>
      Math.max(
        0,
        ...[...waiting].map(({ sentAt }) => (sentAt === null ? 0 : performance.now() - sentAt)),
      ),
    close: () => probes.forEach((probe) => probe.close()),
  };
}

function description() {
  const value = (text) => ({ value: { case: "stringValue", value: text } });
  return {
    identifyingAttributes: [{ key: "service.name", value: value("probe") }],
    nonIdentifyingAttributes: [{ key: "os.type", value: value("linux") }],
  };
}
