import type { AgentReport, InstanceUid } from "@fleethub/opamp";
import {
  badRequest,
  type DisconnectReason,
  type OpampHandler,
  type ServerToAgentReply,
  unavailable,
} from "@fleethub/opamp/server";
import type { Certifier } from "../certificates/certify.js";
import { isPeer } from "../enrolment/peer.js";
import { type Clock, type Digest, type Logger, StoreUnavailable } from "../ports.js";
import type { SecretValues } from "../secrets/secret-values.js";
import type { Arrivals, Opened } from "./arrivals.js";
import type { BodyKeeper } from "./body-keeper.js";
import type { Counters } from "./counters.js";
import { inOrder } from "./lane.js";
import type { Connection, LiveAgent } from "./live-agent.js";
import type { Performer } from "./performer.js";
import type { SharedFacts } from "./facts/shared-facts.js";
import { describedIn, readReport, type ReadingDeps } from "./read-report.js";
import type { KeyedDigest } from "./reached.js";
import type { ReportWriter } from "./report-writer.js";
import type { Roster } from "./roster.js";
import type { ControlPlaneSettings } from "./settings.js";

export interface IngestDeps {
  readonly roster: Roster;
  readonly arrivals: Arrivals;
  readonly performer: Performer;
  readonly keeper: BodyKeeper;
  readonly writer: ReportWriter;
  readonly shared: SharedFacts;
  readonly digest: Digest;
  readonly keyed: KeyedDigest;
  readonly certifier: Pick<Certifier, "ask">;
  readonly values: Pick<SecretValues, "mask">;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly counters: Counters;
  readonly settings: ControlPlaneSettings;
}

const OTHER_KEY =
  "This hub has not the key of the other hubs and takes no reports until it has. Its log says more.";

type Answer = ServerToAgentReply | Promise<ServerToAgentReply>;

/**
 * The hub's side of every connection. Reports of one agent are taken in order; a quiet heartbeat of a known agent
 * is answered without a promise, without decoding and without a write.
 */
export function createIngest(deps: IngestDeps): OpampHandler<unknown> {
  const { roster, performer, clock, counters, keeper } = deps;
  const reading: ReadingDeps = {
    digest: deps.digest,
    shared: deps.shared,
    isKept: (body) => keeper.has(body),
    keyed: deps.keyed,
  };

  const take = (live: LiveAgent, report: AgentReport, connection: Connection): Answer => {
    const now = clock.now();
    live.touchedAt = now;
    if (live.connections.get(connection.id) !== connection) {
      live.connections.set(connection.id, connection);
    }
    const read = readReport(report, connection, live, now, reading);
    if (read.kind === "refused") {
      counters.count("refusedReports");
      return badRequest(read.problem.message);
    }
    for (const body of read.bodies) {
      // Without room for it the part is read again when it comes again.
      if (!keeper.keep(body)) live.rawParts = {};
    }
    const answer = performer.step(live, read.event);
    if (answer === undefined && report.isBare) {
      counters.count("quietReports");
      return answer;
    }
    if (report.isBare) return answer;
    const { certifier } = deps;
    return answer instanceof Promise
      ? answer.then((reply) => certifier.ask(live, report, connection, reply))
      : certifier.ask(live, report, connection, answer);
  };

  const describe = (report: AgentReport) => () => describedIn(report, reading);

  const answerOf = (opened: Opened, report: AgentReport, connection: Connection): Answer => {
    if (opened.kind === "refused") {
      counters.count("refusedReports");
      return badRequest(opened.reason);
    }
    const { live } = opened;
    return inOrder(live, () => take(live, report, connection));
  };

  const meet = async (report: AgentReport, connection: Connection): Promise<ServerToAgentReply> => {
    try {
      const opened = await deps.arrivals.meet(report.instanceUid, connection, describe(report));
      return await answerOf(opened, report, connection);
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      const text = "The hub cannot look this agent up just now; its database is away.";
      return unavailable(text, deps.settings.unavailableRetryMs);
    }
  };

  /** In the agent's lane. While the store is away an agent in memory is answered from there. */
  const meetAgain = async (
    live: LiveAgent,
    report: AgentReport,
    connection: Connection,
  ): Promise<ServerToAgentReply> => {
    let opened: Opened = { kind: "open", live };
    try {
      const { instanceUid } = report;
      opened = await deps.arrivals.meetAgain(live, instanceUid, connection, describe(report));
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
    }
    if (opened.kind === "open" && opened.live === live) return take(live, report, connection);
    return answerOf(opened, report, connection);
  };

  return {
    onReport(report, connection) {
      counters.count("reports");
      // Before anybody reads, compares or keeps a byte of it.
      if (!report.isBare && !deps.values.mask(report.raw)) {
        return unavailable(OTHER_KEY, deps.settings.unavailableRetryMs);
      }
      const live = roster.byUid(report.instanceUid);
      if (live === undefined) return meet(report, connection);
      if (isNewTo(live, connection) || isAnotherPeer(live, connection)) {
        return inOrder(live, () => meetAgain(live, report, connection));
      }
      return inOrder(live, () => take(live, report, connection));
    },
    onDisconnected(connection: Connection, uid: InstanceUid, reason: DisconnectReason) {
      const live = roster.byUid(uid);
      if (live === undefined || reason === "farewell") return;
      const connectionId = connection.id;
      const left = inOrder(live, () => {
        live.connections.delete(connectionId);
        live.claimedOn.delete(connectionId);
        return performer.step(live, { kind: "disconnected", connectionId });
      });
      if (left instanceof Promise) {
        left.catch((error: unknown) => {
          deps.logger.error({ agent: live.id, error: String(error) }, "A farewell was not taken.");
        });
      }
    },
  };
}

/** Another credential than that of whoever was let in last: polls of an agent share a connection, whoever sends them. */
function isAnotherPeer({ peer }: LiveAgent, { identity }: Connection): boolean {
  return peer !== identity && isPeer(identity);
}

/** Not claimed on this connection yet. The polls of an agent are one connection until it falls silent. */
function isNewTo(live: LiveAgent, { id, transport }: Connection): boolean {
  if (!live.claimedOn.has(id)) return true;
  return transport === "http" && live.state.link?.connectionId !== id;
}
