import type { BodyDigest, DescriptionFact, Millis, ReportEvent } from "@fleethub/fleet";
import type { AgentReport, OpampProblem, ReportPart } from "@fleethub/opamp";
import type { StoredBody } from "../model.js";
import type { Digest } from "../ports.js";
import { readComponents } from "./facts/components.js";
import { readDescription } from "./facts/description.js";
import { readEffective } from "./facts/effective.js";
import { readHealth } from "./facts/health.js";
import type { SharedFacts } from "./facts/shared-facts.js";
import { readConnectionSettings } from "./facts/connection-settings.js";
import { readRemoteConfig } from "./facts/remote-config.js";
import type { Connection, LiveAgent } from "./live-agent.js";
import { type KeyedDigest, reachedBy } from "./reached.js";

/** A report as the reducer takes it, with the bodies that its facts name. */
export type ReadReport =
  | { readonly kind: "read"; readonly event: ReportEvent; readonly bodies: readonly StoredBody[] }
  /** A part is broken: nothing of the message counts. */
  | { readonly kind: "refused"; readonly problem: OpampProblem };

type Facts = { -readonly [K in keyof ReportEvent]?: ReportEvent[K] };

/** What reading takes beside the report. */
export interface ReadingDeps {
  readonly digest: Digest;
  readonly shared: SharedFacts;
  readonly keyed: KeyedDigest;
  /** Whether this body needs no keeping, since it is kept or on its way. */
  readonly isKept: (body: BodyDigest) => boolean;
}

interface Reading extends ReadingDeps {
  readonly report: AgentReport;
  readonly live: LiveAgent;
  readonly now: Millis;
  readonly facts: Facts;
  readonly bodies: StoredBody[];
  /** What is kept beside the state, once the whole report was read. */
  readonly keep: (() => void)[];
}

/** Reads one part into the facts, where its bytes are not those that came last. */
type PartReader = (reading: Reading, hash: BodyDigest, isSame: boolean) => OpampProblem | null;

/** The parts that the reducer follows. */
const READERS: { readonly [Part in ReportPart]?: PartReader } = {
  agentDescription({ report, live, facts, shared }, hash, isSame) {
    const known = isSame ? live.state.report.description : (shared.takeDescribed(hash) ?? null);
    if (known !== null) facts.description = known;
    else {
      const decoded = report.decode("agentDescription");
      if (!decoded.ok) return decoded.problem;
      if (decoded.value) facts.description = readDescription(decoded.value, hash, shared);
    }
    return null;
  },
  health({ report, live, facts, bodies, now, digest, shared, isKept, keep }, _hash, isSame) {
    const known = live.state.report.health;
    if (isSame && known !== null) facts.health = { ...known, at: now };
    else {
      const decoded = report.decode("health");
      if (!decoded.ok) return decoded.problem;
      if (decoded.value === undefined) return null;
      const read = readHealth(decoded.value, now, digest, shared);
      facts.health = read.fact;
      if (!isKept(read.body.digest)) bodies.push(read.body);
      keep.push(() => {
        live.healthTimes = read.times;
      });
    }
    return null;
  },
  effectiveConfig(
    { report, live, facts, bodies, now, digest, shared, isKept, keep },
    _hash,
    isSame,
  ) {
    const known = live.state.report.effective;
    if (isSame && known !== null) facts.effective = { ...known, at: now };
    else {
      const decoded = report.decode("effectiveConfig");
      if (!decoded.ok) return decoded.problem;
      if (decoded.value === undefined) return null;
      const read = readEffective(decoded.value, now, digest, shared);
      facts.effective = read.fact;
      if (read.body !== null && !isKept(read.body.digest)) bodies.push(read.body);
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
    const told = live.state.report.settings?.told;
    if (decoded.value)
      facts.connectionSettings = readConnectionSettings(decoded.value, told, digest);
    return null;
  },
  availableComponents({ report, live, facts, bodies, digest, shared, isKept }, hash, isSame) {
    const known = live.state.report.components;
    const said = shared.componentsOf(hash);
    const isListKept = said !== undefined && said.listed !== null && isKept(said.listed);
    if (isSame && known !== null) facts.components = known;
    else if (isListKept) facts.components = said;
    else {
      const decoded = report.decode("availableComponents");
      if (!decoded.ok) return decoded.problem;
      if (decoded.value === undefined) return null;
      const read = readComponents(decoded.value, known, digest, shared, hash);
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
 * Reads a report. A part whose bytes are those that came last is not decoded: its fact is the one that is known, and
 * a list of components is that of whoever sent the same bytes. Bytes are looked at here and now; nothing of the
 * report is kept.
 */
export function readReport(
  report: AgentReport,
  connection: Connection,
  live: LiveAgent,
  now: Millis,
  deps: ReadingDeps,
): ReadReport {
  const { digest, shared } = deps;
  const facts: Facts = {};
  if (live.state.link?.connectionId !== connection.id) {
    facts.reached = reachedBy(connection, deps.keyed);
  }
  if (report.isBare) {
    const bare = shared.bareDigest(report.capabilities);
    return { kind: "read", event: eventOf(report, connection, bare, facts), bodies: NO_BODIES };
  }
  const reading: Reading = { ...deps, report, live, now, facts, bodies: [], keep: [] };
  let parts = "";
  for (const part of report.parts()) {
    const bytes = report.bytesOf(part);
    if (bytes === undefined) continue;
    const hash = digest.sha256(bytes);
    parts += ` ${part} ${hash}`;
    const read = READERS[part];
    if (read === undefined) {
      facts.otherParts = true;
      continue;
    }
    const problem = read(reading, hash, live.rawParts[part] === hash);
    if (problem !== null) return { kind: "refused", problem };
    reading.keep.push(() => {
      live.rawParts[part] = hash;
    });
  }
  for (const keep of reading.keep) keep();
  const whole = digestOf(report, parts, digest);
  return {
    kind: "read",
    event: eventOf(report, connection, whole, facts),
    bodies: reading.bodies,
  };
}

const NO_BODIES: readonly StoredBody[] = [];

function eventOf(
  { instanceUid, sequenceNum, capabilities, flags }: AgentReport,
  { id, transport }: Connection,
  digest: BodyDigest,
  facts: Facts,
): ReportEvent {
  return {
    kind: "report",
    connectionId: id,
    transport,
    instanceUid,
    seq: sequenceNum,
    capabilities,
    flags,
    digest,
    ...facts,
  };
}

/** The description that a report carries; null where it carries none, or one that cannot be read. */
export function describedIn(
  report: AgentReport,
  { digest, shared }: ReadingDeps,
): DescriptionFact | null {
  const bytes = report.bytesOf("agentDescription");
  if (bytes === undefined) return null;
  const decoded = report.decode("agentDescription");
  if (!decoded.ok || decoded.value === undefined) return null;
  const hash = digest.sha256(bytes);
  const fact = readDescription(decoded.value, hash, shared);
  shared.described(hash, fact);
  return fact;
}

/** Tells an exact duplicate from another message under its sequence number; beside that, parts say it all. */
function digestOf(report: AgentReport, parts: string, digest: Digest): BodyDigest {
  return digest.sha256(encoder.encode(`${report.capabilities} ${report.flags}${parts}`));
}

const encoder = new TextEncoder();
