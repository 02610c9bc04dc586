import type { AgentSettings, Millis, RotationTimes } from "@fleethub/fleet";
import type {
  CustomContent,
  CustomMessageHandlers,
  CustomSending,
  OpampHandler,
} from "@fleethub/opamp/server";
import type { OriginRun, ReportedComponents } from "@fleethub/collector-config";
import type { AgentView } from "./agents/agent-view.js";
import type { HealthNode } from "./agents/body-views.js";
import type { Statistics } from "./agents/counters.js";
import type { Admit } from "./agents/arrivals.js";
import type { AgentsAuthority, OwnMetricsRule } from "./agents/connection-offer.js";
import type { CertificateAuthority } from "./certificates/authority.js";
import type { CompanionToken } from "./enrolment/companion-token.js";
import type { Identified, PresentedCredential } from "./enrolment/doorkeeper.js";
import type { RefusedAgent } from "./enrolment/refused-agent.js";
import type { CredentialsView, EnrolmentTokenView } from "./enrolment/views.js";
import type { Randomness } from "./accounts/platform.js";
import type { ApprovalViews } from "./approvals/views.js";
import type { ControlPlaneSettings } from "./agents/settings.js";
import type { AuditDesk } from "./audit/desk.js";
import type { AuditAnchor } from "./audit/keeper.js";
import type { OpenedEntry } from "./audit/opened.js";
import type { AuditSettings } from "./audit/settings.js";
import type { Signatures } from "./audit/signatures.js";
import type { GroupViews } from "./groups/views.js";
import type { RevisionRecord, Scope } from "./model.js";
import type {
  AgentReader,
  AuditReader,
  AuditVisibility,
  ChangeFeed,
  Clock,
  ConfigJudge,
  ConfigurationReader,
  Digest,
  EnrolmentReader,
  FleetStorage,
  Ids,
  Logger,
  PolicyReader,
  RolloutReader,
  Schedule,
} from "./ports.js";
import type { PolicyViews } from "./policies/views.js";
import type { Preview } from "./preview/preview.js";
import type { HubKey } from "./secrets/hub-key.js";
import type { SecretViews } from "./secrets/secret-views.js";
import type { RolloutViews } from "./rollouts/views.js";
import type { TelemetryDesk } from "./telemetry/desk.js";
import type { VerbProblem } from "./verbs/problem.js";
import type { VerbDone } from "./verbs/run.js";
import type { VerbInput, VerbName, VerbValue } from "./verbs/table.js";
import type { Plan, VerbCall } from "./verbs/verb.js";

/** Everything that a control plane is not: given by whoever runs it. */
export interface ControlPlaneDeps {
  readonly storage: FleetStorage;
  readonly judge: ConfigJudge;
  readonly clock: Clock;
  readonly schedule: Schedule;
  readonly ids: Ids;
  readonly digest: Digest;
  readonly logger: Logger;
  /** Default: none, so that nothing can be sealed. */
  readonly hubKey?: HubKey;
  /** Ed25519; default none, so that the record is chained and not signed. */
  readonly signatures?: Signatures;
  /** Where checkpoints of the record are written beside the store; default nowhere. */
  readonly auditAnchor?: AuditAnchor;
  /** Differences from `AUDIT_SETTINGS`. */
  readonly auditSettings?: Partial<AuditSettings>;
  /** Name of this process among the hubs of one store; another after every start. */
  readonly hubId: string;
  /** Decides on agents that nobody knows yet. */
  readonly admit: Admit;
  /** 256 bits at a time that nobody can foresee: secrets are made of them. */
  readonly random: Randomness;
  /** By which agents verify this hub over TLS; null, and the default: it is not known, so nothing about OpAMP connections is offered over TLS. */
  readonly agentsAuthority?: () => AgentsAuthority | null;
  /** Signs certificates for agents that ask for one; null, and the default: nobody gets any. */
  readonly certificateAuthority?: CertificateAuthority | null;
  /** Differences from fleet's `ROTATION_TIMES`. */
  readonly credentialTimes?: Partial<RotationTimes>;
  /** Told of each who came past the door and was not let in once he had said who he is. */
  readonly refusedAgent?: (refused: RefusedAgent) => void;
  /** Differences from `OWN_METRICS_RULE`. */
  readonly ownMetrics?: Partial<OwnMetricsRule>;
  /** What to do with custom messages of approved agents, by capability; default none, and none is announced. */
  readonly customMessages?: CustomMessageHandlers<unknown>;
  /** Differences from `CONTROL_PLANE_SETTINGS`. */
  readonly settings?: Partial<ControlPlaneSettings>;
  /** Differences from fleet's `AGENT_SETTINGS`. */
  readonly agentSettings?: Partial<AgentSettings>;
}

/** What an agent runs, as text. */
export interface EffectiveConfigView {
  /** Redacted. Empty where the agent reports an empty config. */
  readonly text: string;
  readonly at: number;
}

/** Gauges beside the counters. */
export interface ControlPlaneStatistics extends Statistics {
  readonly agentsInMemory: number;
  readonly agentsConnected: number;
  /** Agents in memory that break a policy without an exception. */
  readonly agentsBreaking: number;
  /** Agents with something that the store does not have yet. */
  readonly agentsUnsaved: number;
  /** How long the oldest of that waits. */
  readonly storeLagMs: Millis;
  /** 1 while the last write found the store away. */
  readonly storeAway: number;
  /** Agents whose own telemetry is in memory, and the bytes of its windows. */
  readonly telemetryAgents: number;
  readonly telemetrySizeBytes: number;
  /** Live rollouts that this hub runs, together with others of the same store. */
  readonly rolloutsFollowed: number;
  /** The change that this hub read last. */
  readonly feedSequence: number;
}

/**
 * Runs a fleet: takes reports, decides, commits, offers. Reads go to the store's readers; each may reject with
 * `StoreUnavailable`, verbs answer it as a problem.
 */
export interface ControlPlane {
  /** For `@fleethub/opamp/server`, whose capabilities are `SERVER_CAPABILITIES`. */
  readonly handler: OpampHandler<unknown>;
  /** Reads the store's key and begins to follow its change log. Rejects while the store is away. */
  start(): Promise<void>;
  /** Says of every agent that it is disconnected, and writes what was not written. Call when all sockets are closed. */
  drain(): Promise<void>;

  /** Commits a verb and does what follows from it on live connections. */
  run<Name extends VerbName>(
    name: Name,
    call: Omit<VerbCall, "now">,
    input: VerbInput<Name>,
  ): Promise<VerbDone<VerbValue<Name>> | VerbProblem>;
  /** The dry run: what would be written and whom it reaches. */
  plan<Name extends VerbName>(
    name: Name,
    call: Omit<VerbCall, "now">,
    input: VerbInput<Name>,
  ): Promise<Plan<VerbValue<Name>> | VerbProblem>;
  /** The dry run in words: who changes and how, who cannot, what restarts. */
  preview<Name extends VerbName>(
    name: Name,
    call: Omit<VerbCall, "now">,
    input: VerbInput<Name>,
  ): Promise<Preview<VerbValue<Name>> | VerbProblem>;

  readonly agents: AgentReader;
  readonly configurations: ConfigurationReader;
  readonly policies: PolicyReader;
  /** Groups with what their members are like. */
  readonly groupViews: GroupViews;
  /** Secrets without their values. */
  readonly secretViews: SecretViews;
  /** What policies say of the fleet. */
  readonly policyViews: PolicyViews;
  /** Approval requests, as somebody may see them. */
  readonly approvalViews: ApprovalViews;
  readonly rollouts: RolloutReader;
  /** Rollouts as of now, with their members. */
  readonly rolloutViews: RolloutViews;
  /** Where agents' own telemetry comes in, and what is known of it. */
  readonly telemetry: TelemetryDesk;
  readonly enrolment: EnrolmentReader;
  /**
   * Who knocks, before anything that he says is read: the `identity` of a connection that is admitted is the peer. Without a promise
   * wherever the answer is in memory, which it is for strangers.
   */
  identify(presented: PresentedCredential): Identified | Promise<Identified>;
  /** Enrolment tokens as of now, by name. */
  enrolmentTokens(): Promise<readonly EnrolmentTokenView[]>;
  enrolmentToken(name: string): Promise<EnrolmentTokenView | null>;
  /** What agents that the hub itself starts come with. Rejects while the store is away. */
  companionToken(isNeeded: boolean): Promise<CompanionToken>;
  /** How an agent proves who it is; null where there is none. */
  credentials(uid: string, scope: Scope): Promise<CredentialsView | null>;
  readonly audit: AuditReader;
  /** Keeps the record: verifies, signs and hands it out. */
  readonly auditDesk: AuditDesk;
  /** One entry of the record with what hangs on it; null where there is none that this reader may see. */
  auditEntry(sequence: number, visibleTo: AuditVisibility): Promise<OpenedEntry | null>;
  readonly feed: ChangeFeed;

  /** By current or former instance UID, as of now; null where there is none. */
  agentView(uid: string, scope: Scope): Promise<AgentView | null>;
  healthTree(uid: string, scope: Scope): Promise<HealthNode | null>;
  components(uid: string, scope: Scope): Promise<ReportedComponents | null>;
  /** Which text, and which line of it, every line of a revision's content comes from. */
  lineOrigins(revision: RevisionRecord): Promise<readonly OriginRun[]>;
  effectiveConfig(uid: string, scope: Scope): Promise<EffectiveConfigView | null>;

  /**
   * Sends a custom message to an agent of this hub, by its current instance UID. `not-connected`: this hub does not hold it;
   * `not-declared`: the agent would drop it, or no `customMessages` were given.
   */
  sendCustomMessage(
    uid: string,
    capability: string,
    content: CustomContent,
  ): CustomSending | "not-connected";

  /**
   * Names of secrets that other hubs sealed under a key that this hub does not have. While there are any it refuses
   * what agents report, since it could not mask their values.
   */
  secretsUnderOtherKey(): readonly string[];
  statistics(): ControlPlaneStatistics;
}
