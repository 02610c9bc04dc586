import type { BodyDigest, DescriptionFact, Millis, ReportEvent } from "@fleethub/fleet";
import type { AgentReport, OpampProblem, ReportPart } from "@fleethub/opamp";
import type { StoredBody } from "../model.js";
import type { Digest } from "../ports.js";
import { readComponents } from "./facts/components.js";
import { readDescription } from "./facts/description.js";
import { readEffective } from "./facts/effective.js";
import { readHealth } from "./facts/health.js";
import { readConnectionSettings } from "./facts/connection-settings.js";
import { readRemoteConfig } from "./facts/remote-config.js";
import type { Connection, LiveAgent } from "./live-agent.js";
import { reachedMetricsUrl } from "./own-metrics.js";

/** A report as the reducer takes it, with the bodies that its facts name. */
export type ReadReport =
  | { readonly kind: "read"; readonly event: ReportEvent; readonly bodies: readonly StoredBody[] }
  /** A part is broken: nothing of the message counts. */
  | { readonly kind: "refused"; readonly problem: OpampProblem };

type Facts = { -readonly [K in keyof ReportEvent]?: ReportEvent[K] };

interface Reading {
  readonly report: AgentReport;
  readonly live: LiveAgent;
  readonly now: Millis;
  readonly digest: Digest;
  readonly facts: Facts;
  readonly bodies: StoredBody[];
  /** What is kept beside the state, once the whole report was read. */
  readonly keep: (() => void)[];
}

/** Reads one part into the facts, where its bytes are not those that came last. */
type PartReader = (reading: Reading, hash: BodyDigest, isSame: boolean) => OpampProblem | null;

/** The parts that the reducer follows. */
const READERS: { readonly [Part in ReportPart]?: PartReader } = {
  agentDescription({ report, live, facts }, hash, isSame) {
    const known = live.state.report.description;
    if (isSame && known !== null) facts.description = known;
    else {
      const decoded = report.decode("agentDescription");
      if (!decoded.ok) return decoded.problem;
      if (decoded.value) facts.description = readDescription(decoded.value, hash);
    }
    return null;
  },
  health({ report, live, facts, bodies, now, digest, keep }, _hash, isSame) {
    const known = live.state.report.health;
    if (isSame && known !== null) facts.health = { ...known, at: now };
    else {
      const decoded = report.decode("health");
      if (!decoded.ok) return decoded.problem;
      if (decoded.value === undefined) return null;
      const read = readHealth(decoded.value, now, digest);
      facts.health = read.fact;
      bodies.push(read.body);
      keep.push(() => {
        live.healthTimes = read.times;
      });
    }
    return null;
  },
  effectiveConfig({ report, live, facts, bodies, now, digest, keep }, _hash, isSame) {
    const known = live.state.report.effective;
    if (isSame && known !== null) facts.effective = { ...known, at: now };
    else {
      const decoded = report.decode("effectiveConfig");
      if (!decoded.ok) return decoded.problem;
      if (decoded.value === undefined) return null;
      const read = readEffective(decoded.value, now, digest);
      facts.effective = read.fact;
      if (read.body !== null) bodies.push(read.body);
      keep.push(() => {
        live.volatile = read.volatile;
      });
    }
    return null;
  },
  remoteConfigStatus({ report, facts, now }) {
    const decoded = report.decode("remoteConfigStatus");
    if (!decoded.ok) return decoded.problem;
    if (decoded.value) facts.remoteConfig = readRemoteConfig(decoded.value, now);
    return null;
  },
  connectionSettingsStatus({ report, live, facts, digest }) {
    const decoded = report.decode("connectionSettingsStatus");
    if (!decoded.ok) return decoded.problem;
    const told = live.state.report.ownMetrics?.endpoint;
    if (decoded.value)
      facts.connectionSettings = readConnectionSettings(decoded.value, told, digest);
    return null;
  },
  availableComponents({ report, live, facts, bodies, digest }, _hash, isSame) {
    const known = live.state.report.components;
    if (isSame && known !== null) facts.components = known;
    else {
      const decoded = report.decode("availableComponents");
      if (!decoded.ok) return decoded.problem;
      if (decoded.value === undefined) return null;
      const read = readComponents(decoded.value, known, digest);
      facts.components = read.fact;
      if (read.body !== null) bodies.push(read.body);
    }
    return null;
  },
  agentDisconnect({ facts }) {
    facts.disconnect = true;
    return null;
  },
};

/**
 * Reads a report. A part whose bytes are those that came last is not decoded: its fact is the one that is known.
 * Bytes are looked at here and now; nothing of the report is kept.
 */
export function readReport(
  report: AgentReport,
  connection: Connection,
  live: LiveAgent,
  now: Millis,
  digest: Digest,
): ReadReport {
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
  const isNewLink = live.state.link?.connectionId !== connection.id;
  const ownMetricsUrl = isNewLink ? reachedMetricsUrl(connection) : undefined;
  const facts: Facts = ownMetricsUrl === undefined ? {} : { ownMetricsUrl };
  if (report.isBare) return { kind: "read", event: { ...base, ...facts }, bodies: [] };
  const reading: Reading = { report, live, now, digest, facts, bodies: [], keep: [] };
  for (const part of report.parts()) {
    const read = READERS[part];
    const bytes = report.bytesOf(part);
    if (read === undefined || bytes === undefined) {
      reading.facts.otherParts = true;
      continue;
    }
    const hash = digest.sha256(bytes);
    const problem = read(reading, hash, live.rawParts.get(part) === hash);
    if (problem !== null) return { kind: "refused", problem };
    reading.keep.push(() => live.rawParts.set(part, hash));
  }
  for (const keep of reading.keep) keep();
  return { kind: "read", event: { ...base, ...reading.facts }, bodies: reading.bodies };
}

/** The description that a report carries; null where it carries none, or one that cannot be read. */
export function describedIn(report: AgentReport, digest: Digest): DescriptionFact | null {
  const bytes = report.bytesOf("agentDescription");
  if (bytes === undefined) return null;
  const decoded = report.decode("agentDescription");
  if (!decoded.ok || decoded.value === undefined) return null;
  return readDescription(decoded.value, digest.sha256(bytes));
}

/** Tells an exact duplicate from a reused sequence number; a bare message is its own digest. */
function digestOf(report: AgentReport, digest: Digest): BodyDigest {
  if (!report.isBare) return digest.sha256(report.raw);
  return `bare ${report.sequenceNum} ${report.capabilities}` as BodyDigest;
}
