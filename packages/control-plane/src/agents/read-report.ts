import type { BodyDigest, Millis, ReportEvent } from "@fleethub/fleet";
import type { AgentReport, OpampProblem, ReportPart } from "@fleethub/opamp";
import type { StoredBody } from "../model.js";
import type { Digest } from "../ports.js";
import { readComponents } from "./facts/components.js";
import { readDescription } from "./facts/description.js";
import { readEffective } from "./facts/effective.js";
import { readHealth } from "./facts/health.js";
import { readRemoteConfig } from "./facts/remote-config.js";
import type { Connection, LiveAgent } from "./live-agent.js";

/** A report as the reducer takes it, with the bodies that its facts name. */
export type ReadReport =
  | { readonly kind: "read"; readonly event: ReportEvent; readonly bodies: readonly StoredBody[] }
  /** A part is broken: nothing of the message counts. */
  | { readonly kind: "refused"; readonly problem: OpampProblem };

/** Parts that the reducer follows. */
const FOLLOWED: ReadonlySet<ReportPart> = new Set([
  "agentDescription",
  "health",
  "effectiveConfig",
  "remoteConfigStatus",
  "availableComponents",
  "agentDisconnect",
]);

/**
 * Reads a report. A part whose bytes are those that came last is not decoded: its fact is the one that is known.
 * Bytes are looked at here and now; nothing of the report is kept but copies.
 */
export function readReport(
  report: AgentReport,
  connection: Connection,
  live: LiveAgent,
  now: Millis,
  digest: Digest,
): ReadReport {
  const known = live.state.report;
  const base: ReportEvent = {
    kind: "report",
    connectionId: connection.id,
    transport: connection.transport,
    instanceUid: report.instanceUid,
    seq: report.sequenceNum,
    capabilities: report.capabilities,
    flags: report.flags,
    digest: digestOf(report, digest),
  };
  if (report.isBare) return { kind: "read", event: base, bodies: [] };
  const bodies: StoredBody[] = [];
  const facts: { -readonly [K in keyof ReportEvent]?: ReportEvent[K] } = {};
  const raw: [ReportPart, string][] = [];
  for (const part of report.parts()) {
    if (!FOLLOWED.has(part)) {
      facts.otherParts = true;
      continue;
    }
    if (part === "agentDisconnect") {
      facts.disconnect = true;
      continue;
    }
    const bytes = report.bytesOf(part);
    if (bytes === undefined) continue;
    const hash = digest.sha256(bytes);
    const isSame = live.rawParts.get(part) === hash;
    raw.push([part, hash]);
    if (part === "agentDescription") {
      if (isSame && known.description !== null) facts.description = known.description;
      else {
        const decoded = report.decode(part);
        if (!decoded.ok) return { kind: "refused", problem: decoded.problem };
        if (decoded.value) facts.description = readDescription(decoded.value, hash);
      }
    } else if (part === "health") {
      if (isSame && known.health !== null) facts.health = { ...known.health, at: now };
      else {
        const decoded = report.decode(part);
        if (!decoded.ok) return { kind: "refused", problem: decoded.problem };
        if (decoded.value) {
          const read = readHealth(decoded.value, now, digest);
          facts.health = read.fact;
          bodies.push(read.body);
          live.healthBytes = bytes.slice();
        }
      }
    } else if (part === "effectiveConfig") {
      if (isSame && known.effective !== null) facts.effective = { ...known.effective, at: now };
      else {
        const decoded = report.decode(part);
        if (!decoded.ok) return { kind: "refused", problem: decoded.problem };
        if (decoded.value) {
          const read = readEffective(decoded.value, now, digest);
          facts.effective = read.fact;
          if (read.body !== null) bodies.push(read.body);
        }
      }
    } else if (part === "remoteConfigStatus") {
      const decoded = report.decode(part);
      if (!decoded.ok) return { kind: "refused", problem: decoded.problem };
      if (decoded.value) facts.remoteConfig = readRemoteConfig(decoded.value, now);
    } else if (part === "availableComponents") {
      if (isSame && known.components !== null) facts.components = known.components;
      else {
        const decoded = report.decode(part);
        if (!decoded.ok) return { kind: "refused", problem: decoded.problem };
        if (decoded.value) {
          const read = readComponents(decoded.value, known.components, digest);
          facts.components = read.fact;
          if (read.body !== null) bodies.push(read.body);
        }
      }
    }
  }
  for (const [part, hash] of raw) live.rawParts.set(part, hash);
  return { kind: "read", event: { ...base, ...facts }, bodies };
}

/** Tells an exact duplicate from a reused sequence number; a bare message is its own digest. */
function digestOf(report: AgentReport, digest: Digest): BodyDigest {
  if (!report.isBare) return digest.sha256(report.raw);
  return `bare ${report.sequenceNum} ${report.capabilities}` as BodyDigest;
}
