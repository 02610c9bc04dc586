import { emptyReport, emptyOutcome, NO_ACCESS } from "@fleethub/fleet";
import type { AgentId, BodyDigest, ConfigHash, DescriptionFact } from "@fleethub/fleet";
import type {
  Actor,
  AgentProjection,
  AgentRecord,
  AuditEntry,
  Breach,
  ConfigurationRecord,
  PolicyRecord,
  Rendering,
  RevisionRecord,
  RuleDigest,
  TimelineEntry,
} from "../model.js";
import type { AgentFilter } from "../ports.js";

/** The moment at which the suite's rows were made and are read. */
export const SAMPLE_NOW = Date.UTC(2026, 10, 23, 12);

export const SAMPLE_ACTOR: Actor = {
  kind: "operator",
  id: "ada",
  via: "console",
  reason: "trying it",
  requestId: "request-1",
};

let made = 0;

/** A fresh UUIDv7, later ones greater. */
export function sampleId(): string {
  made += 1;
  return `01980000-0000-7000-8000-${made.toString(16).padStart(12, "0")}`;
}

/** A fresh valid name, later ones greater. */
export const sampleName = (): string => `sample-${sampleId().slice(-6)}`;

export const sampleHash = (): ConfigHash => sampleId().replaceAll("-", "") as ConfigHash;

export const sampleDigest = (): BodyDigest =>
  sampleId().replaceAll("-", "").padStart(64, "0") as BodyDigest;

export function sampleDescription(over: Partial<DescriptionFact> = {}): DescriptionFact {
  return {
    digest: sampleDigest(),
    name: "otelcol",
    host: "web-01",
    os: "linux",
    arch: "amd64",
    type: "otelcol",
    version: "0.149.0",
    attributes: {},
    ...over,
  };
}

export const sampleProjection = (over: Partial<AgentProjection> = {}): AgentProjection => ({
  name: "otelcol",
  host: "web-01",
  os: "linux",
  arch: "amd64",
  type: "otelcol",
  agentVersion: "0.149.0",
  sync: "unmanaged",
  verified: "none",
  health: "healthy",
  configuration: null,
  revision: null,
  reason: "",
  ...over,
});

/** A connected, healthy agent that was just heard. */
export function sampleAgent(over: Partial<AgentRecord> = {}): AgentRecord {
  return {
    id: sampleId() as AgentId,
    instanceUid: sampleId(),
    formerUids: [],
    givenName: null,
    labels: {},
    admission: "admitted",
    enrolment: null,
    access: NO_ACCESS,
    pin: null,
    variables: {},
    group: null,
    hold: null,
    assignment: null,
    connection: null,
    version: 1,
    outcome: emptyOutcome,
    outcomeVersion: 1,
    report: { ...emptyReport, lastSeenAt: SAMPLE_NOW, connectedAt: SAMPLE_NOW },
    projection: sampleProjection(),
    breaches: [],
    flow: "not-reported",
    owner: null,
    epoch: 0,
    transport: "websocket",
    remoteAddress: "127.0.0.1",
    createdAt: SAMPLE_NOW,
    ...over,
  };
}

export const sampleConfiguration = (
  over: Partial<ConfigurationRecord> = {},
): ConfigurationRecord => ({
  name: sampleName(),
  kind: "complete",
  description: "",
  latestRevision: 0,
  version: 1,
  createdAt: SAMPLE_NOW,
  createdBy: "ada",
  ...over,
});

export const sampleRevision = (
  configuration: string,
  number: number,
  over: Partial<RevisionRecord> = {},
): RevisionRecord => ({
  configuration,
  number,
  source: `# ${number}\nreceivers:\n  otlp: {}\n`,
  layers: [],
  variables: [],
  content: `# ${number}\nreceivers:\n  otlp: {}\n`,
  message: "",
  fingerprint: `f1:${number}`,
  hash: sampleHash(),
  createdAt: SAMPLE_NOW + number,
  createdBy: "ada",
  ...over,
});

export const sampleRendering = (
  configuration: string,
  revision: number,
  over: Partial<Rendering> = {},
): Rendering => ({
  hash: sampleHash(),
  configuration,
  revision,
  content: "receivers:\n  otlp: {}\n",
  ...over,
});

export const sampleRule = (): RuleDigest => sampleDigest() as string as RuleDigest;

export const samplePolicy = (over: Partial<PolicyRecord> = {}): PolicyRecord => ({
  name: sampleName(),
  title: "TLS to every exporter",
  description: "",
  rule: { kind: "tls-required" },
  digest: sampleRule(),
  scope: "",
  severity: "block",
  enabled: true,
  exceptions: [],
  version: 1,
  createdAt: SAMPLE_NOW,
  createdBy: "ada",
  changedAt: SAMPLE_NOW,
  ...over,
});

export const sampleBreach = (policy: string, over: Partial<Breach> = {}): Breach => ({
  policy,
  severity: "block",
  since: SAMPLE_NOW,
  rule: sampleRule(),
  body: sampleDigest(),
  excepted: false,
  ...over,
});

export const sampleAudit = (over: Partial<AuditEntry> = {}): AuditEntry => ({
  id: sampleId(),
  at: SAMPLE_NOW,
  actor: SAMPLE_ACTOR,
  action: "pin",
  resource: { kind: "agent", id: sampleId() },
  before: null,
  after: { configuration: "edge", revision: 1 },
  ...over,
});

export const sampleTimeline = (over: Partial<TimelineEntry> = {}): TimelineEntry => ({
  id: sampleId(),
  at: SAMPLE_NOW,
  kind: "config-offered",
  summary: "Offered edge r1",
  detail: { configuration: "edge", revision: 1, forced: false, error: null },
  ...over,
});

/** Agents of one test alone: each test labels its rows with a word of its own. */
export const ofSuite = (word: string, now = SAMPLE_NOW): AgentFilter => ({
  query: {
    terms: [
      {
        negated: false,
        field: "label",
        key: "suite",
        values: [{ kind: "text", segments: [word] }],
      },
    ],
  },
  now,
  scope: { kind: "everything" },
});
