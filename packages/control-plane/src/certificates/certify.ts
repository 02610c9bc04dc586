import { AGENT_SETTINGS, isSecure, withCredential } from "@fleethub/fleet";
import {
  type AgentReport,
  type ConnectionSettings,
  certificateAnswer,
  hasCapability,
  type OpampSettings,
  OPAMP_PATH,
  readCertificateRequest,
} from "@fleethub/opamp";
import { badRequest, type ServerToAgentReply } from "@fleethub/opamp/server";
import type { AgentsAuthority } from "../agents/connection-offer.js";
import type { HubListener } from "../agents/hub-listener.js";
import { inOrder } from "../agents/lane.js";
import type { Connection, LiveAgent } from "../agents/live-agent.js";
import { carriedHeaders } from "../agents/reached.js";
import { BoundedCache } from "../agents/bounded-cache.js";
import { toldByHub } from "../enrolment/told-by-hub.js";
import {
  type Clock,
  type FleetStore,
  type Ids,
  type Logger,
  type Schedule,
  StoreUnavailable,
} from "../ports.js";
import type { CertificateAuthority } from "./authority.js";
import { decideCertificateRequest, type RequestDecision } from "./decide-request.js";

export interface CertifyDeps {
  /** Null: this hub signs nothing. */
  readonly authority: CertificateAuthority | null;
  /** By which agents verify this hub; an offer without it would end their verification. */
  readonly verifiedBy: () => AgentsAuthority | null;
  readonly store: Pick<FleetStore, "commit" | "agentById">;
  /** The parts of what an agent was told about its own telemetry, which an offer has to repeat (S-12). */
  readonly ownTelemetry: (live: LiveAgent, connection: Connection) => ConnectionSettings;
  /** Names settings by their content. */
  readonly name: (bytes: Uint8Array) => Uint8Array;
  readonly clock: Clock;
  readonly schedule: Schedule;
  readonly ids: Ids;
  readonly logger: Logger;
}

/** Answers agents that ask for a certificate, and keeps the requests of those who wait for approval. */
export interface Certifier extends HubListener {
  /**
   * What goes to an agent instead of `answer`, which it would get anyway. In the agent's lane; `answer` itself, without a
   * promise, where the report asks for nothing.
   */
  ask(
    live: LiveAgent,
    report: AgentReport,
    connection: Connection,
    answer: ServerToAgentReply,
  ): ServerToAgentReply | Promise<ServerToAgentReply>;
}

/** Requests that wait for approval; the oldest is forgotten first, and its agent asks again when it starts. */
const WAITING_MAX = 1_000;

/** Times that it is decided anew because something else was committed first. */
const ATTEMPTS_MAX = 3;

interface Waiting {
  readonly request: Uint8Array;
  readonly connectionId: string;
}

export function createCertifier(deps: CertifyDeps): Certifier {
  const waiting = new BoundedCache<string, Waiting>(WAITING_MAX);

  const answerTo = async (
    authority: CertificateAuthority,
    live: LiveAgent,
    request: Uint8Array,
    connection: Connection,
    attempt = 1,
  ): Promise<ServerToAgentReply> => {
    const { clock } = deps;
    const settings = settingsOf(deps, authority, live, connection);
    if (typeof settings === "string") return badRequest(settings);
    const asker = {
      instanceUid: live.state.instanceUid,
      admission: live.record.admission,
      acceptsSettings: hasCapability(
        live.state.report.capabilities,
        "AcceptsOpAMPConnectionSettings",
      ),
      untakenMadeAt: live.record.access.credentials.flatMap(({ kind, seenAt, madeAt }) =>
        kind === "certificate" && seenAt === null ? [madeAt] : [],
      ),
    };
    const read = await authority.read(request);
    const decision = decideCertificateRequest(read, asker, clock.now(), authority.endsAt());
    if (decision.kind === "refused") return badRequest(decision.reason);
    if (decision.kind === "pending") {
      waiting.set(live.id, { request: request.slice(), connectionId: connection.id });
      return undefined;
    }
    const certPem = await issue(deps, authority, live, request, decision);
    if (certPem === null) {
      if (attempt < ATTEMPTS_MAX)
        return answerTo(authority, live, request, connection, attempt + 1);
      throw new Error("The agent changes again and again.");
    }
    const bytes = new TextEncoder();
    const caPem = bytes.encode(settings.opamp.tls?.caPem ?? authority.authorityPem());
    const issued = { kind: "issued", certPem: bytes.encode(certPem), caPem } as const;
    const offer = certificateAnswer(issued, settings, deps.name);
    if (!offer.ok)
      throw new Error(`A certificate cannot be offered: ${offer.problems[0]?.message}`);
    return offer.value;
  };

  const carefully = async (
    authority: CertificateAuthority,
    live: LiveAgent,
    request: Uint8Array,
    connection: Connection,
  ): Promise<ServerToAgentReply> => {
    try {
      return await answerTo(authority, live, request, connection);
    } catch (error) {
      if (error instanceof StoreUnavailable) return badRequest(AWAY);
      deps.logger.error({ agent: live.id, error: String(error) }, "No certificate was issued.");
      return badRequest(FAILED);
    }
  };

  return {
    ask(live, report, connection, answer) {
      // Nobody was told that requests are taken: one is acknowledged like any other report (P-12).
      const { authority } = deps;
      if (report.isBare || authority === null) return answer;
      const read = readCertificateRequest(report);
      if (!read.ok) return badRequest(read.problem.message);
      if (read.value === undefined) return answer;
      const request = read.value.slice();
      return carefully(authority, live, request, connection).then((certificate) => {
        if (certificate === undefined) return answer;
        if (answer === undefined || connection.transport === "http") return certificate;
        // What the agent is owed anyway goes first.
        deps.schedule.after(0, () => connection.push(live.state.instanceUid, certificate));
        return answer;
      });
    },
    agentStored(live) {
      const { authority } = deps;
      const asked = waiting.get(live.id);
      if (authority === null || asked === undefined) return;
      if (live.record.admission === "awaiting-approval") return;
      waiting.delete(live.id);
      const connection = live.connections.get(asked.connectionId);
      if (connection === undefined) return;
      void inOrder(live, async () => {
        const message = await carefully(authority, live, asked.request, connection);
        if (message !== undefined) connection.push(live.state.instanceUid, message);
      });
    },
  };
}

const NO_TRUST =
  "This hub does not know by which authority agents verify it, so it cannot write connection settings that keep that: set FLEETHUB_AGENTS_CA_FILE.";
const PLAIN =
  "A certificate is of use over TLS alone: connect to this hub with wss:// or https://, then ask again.";
const AWAY = "The hub cannot write to its database just now: ask for the certificate again.";
const FAILED = "The certificate could not be issued; the hub's log says why. Ask again.";

const MS_PER_SECOND = 1_000;

/** Everything that the agent is to know about its connections, so that nothing is lost; else why there is none. */
function settingsOf(
  { verifiedBy, ownTelemetry }: CertifyDeps,
  authority: CertificateAuthority,
  live: LiveAgent,
  connection: Connection,
): (ConnectionSettings & { readonly opamp: OpampSettings }) | string {
  const { link, report } = live.state;
  const hubUrl = link?.reached?.hubUrl ?? null;
  if (hubUrl === null || !isSecure(hubUrl)) return PLAIN;
  const door = verifiedBy();
  if (door === null) return NO_TRUST;
  const kept = report.heartbeatIntervalMs ?? AGENT_SETTINGS.heartbeatIntervalMs;
  const told = report.settings?.told.opamp?.heartbeatSeconds;
  const scheme = connection.transport === "websocket" ? "wss" : "https";
  const own = authority.authorityPem();
  return {
    ...ownTelemetry(live, connection),
    opamp: {
      destinationEndpoint: `${scheme}${hubUrl.replace(/\/+$/, "").slice("https".length)}${OPAMP_PATH}`,
      headers: carriedHeaders(connection),
      heartbeatIntervalSeconds: told ?? Math.max(1, Math.round(kept / MS_PER_SECOND)),
      tls: { caPem: door.pem === own ? own : `${door.pem}\n${own}` },
    },
  };
}

/**
 * A certificate that stands in the store as a credential before anybody has it, so that there is none that could not be revoked.
 * Null where something else was committed about the agent first; it is then read anew.
 */
async function issue(
  { store, ids, clock }: CertifyDeps,
  authority: CertificateAuthority,
  live: LiveAgent,
  request: Uint8Array,
  { notBefore, notAfter }: Extract<RequestDecision, { readonly kind: "issue" }>,
): Promise<string | null> {
  const { id, version: expect, access, instanceUid } = live.record;
  const serial = ids.uuidv7().replaceAll("-", "").replace(/^0+/, "");
  const at = clock.now();
  const kind = "certificate";
  const entry = ids.uuidv7();
  const made = { id: serial, kind, madeAt: at, dueAt: notAfter, seenAt: null, entry } as const;
  const after = withCredential(access, made);
  const grant = { instanceUid, agentId: id, serial, notBefore, notAfter };
  const certPem = await authority.issue(request, grant);
  const summary = `A certificate of its own was issued, good until ${new Date(notAfter).toISOString()}`;
  const result = await store.commit({
    writes: [
      { kind: "set-intent", id, expect, access: after },
      ...toldByHub(entry, at, live.record, {
        kind: "certificate-issued",
        action: "issue-certificate",
        summary,
        detail: { serial },
        after: { serial, notAfter },
      }),
    ],
  });
  if (result.kind === "conflict") {
    const read = await store.agentById(id);
    if (read === null) throw new Error("The agent was forgotten meanwhile.");
    live.record = { ...read, report: live.record.report, epoch: live.record.epoch };
    return null;
  }
  live.record = { ...live.record, access: after, version: expect + 1 };
  return certPem;
}
