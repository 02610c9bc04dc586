import type {
  AgentAccess,
  AgentId,
  AgentOutcome,
  BodyDigest,
  Millis,
  ReportFacts,
} from "@fleethub/fleet";
import type { AccountWrite } from "./accounts/account-writes.js";
import type { EnrolmentWrite } from "./enrolment/writes.js";
import type {
  Admission,
  AgentProjection,
  AgentRecord,
  AgentTelemetry,
  ApprovalRecord,
  Assignment,
  AuditCheckpoint,
  AuditEntry,
  Breach,
  ConfigurationRecord,
  ConnectionIntent,
  GroupRecord,
  Hold,
  Labels,
  MemberPatch,
  Pin,
  PolicyRecord,
  Rendering,
  RevisionRecord,
  RolloutEntry,
  RolloutJudgement,
  RolloutMemberRecord,
  RolloutRecord,
  SecretRecord,
  SecretValue,
  StoredBody,
  StoredVerdict,
  TimelineEntry,
  Variables,
} from "./model.js";

/** One change inside a change set. `expect` is the version the change was decided on. */
export type Write =
  | { readonly kind: "add-agent"; readonly agent: AgentRecord }
  | {
      readonly kind: "set-intent";
      readonly id: AgentId;
      readonly expect: number;
      readonly givenName?: string | null;
      readonly labels?: Labels;
      readonly admission?: Admission;
      readonly enrolment?: string | null;
      readonly access?: AgentAccess;
      readonly pin?: Pin | null;
      readonly variables?: Variables;
      readonly group?: string | null;
      readonly hold?: Hold | null;
      readonly assignment?: Assignment | null;
      readonly connection?: ConnectionIntent | null;
    }
  | {
      readonly kind: "set-outcome";
      readonly id: AgentId;
      readonly expect: number;
      readonly outcome: AgentOutcome;
      readonly projection: AgentProjection;
    }
  | {
      /** Written behind. Dropped without an error when `epoch` is no longer the row's. */
      readonly kind: "set-report";
      readonly id: AgentId;
      readonly epoch: number;
      readonly report: ReportFacts;
      readonly projection: AgentProjection;
    }
  | {
      /** Coalesced last-seen; makes no change entry. Dropped when the epoch is lost. */
      readonly kind: "touch";
      readonly id: AgentId;
      readonly epoch: number;
      readonly lastSeenAt: Millis;
      readonly seq: bigint | null;
    }
  | {
      /** The agent goes on under a new instance UID; the old one stays as an alias. */
      readonly kind: "rename-uid";
      readonly id: AgentId;
      readonly from: string;
      readonly to: string;
    }
  | { readonly kind: "forget-agent"; readonly id: AgentId; readonly expect: number }
  | { readonly kind: "add-configuration"; readonly configuration: ConfigurationRecord }
  | {
      readonly kind: "set-configuration";
      readonly name: string;
      readonly expect: number;
      readonly description?: string;
    }
  | {
      /** Its revisions and renderings go with it; the renderings are kept as bodies of kind `remote-config`. */
      readonly kind: "remove-configuration";
      readonly name: string;
      readonly expect: number;
    }
  | {
      /** Conflicts unless `revision.number` is exactly one above the latest. */
      readonly kind: "add-revision";
      readonly revision: RevisionRecord;
    }
  | {
      /** A hash that is there already is left alone. Conflicts where the revision is missing. */
      readonly kind: "add-rendering";
      readonly rendering: Rendering;
    }
  | { readonly kind: "add-policy"; readonly policy: PolicyRecord }
  | {
      /** Replaces everything but `createdAt` and `createdBy`; the version becomes one higher than `expect`. */
      readonly kind: "set-policy";
      readonly expect: number;
      readonly policy: PolicyRecord;
    }
  | {
      /** Its days go with it. Breaches of agents stay until they are set anew. */
      readonly kind: "remove-policy";
      readonly name: string;
      readonly expect: number;
    }
  | {
      /** A verdict that is there already is left alone. Makes no change entry. */
      readonly kind: "add-verdicts";
      readonly verdicts: readonly StoredVerdict[];
    }
  | {
      /**
       * Replaces what the agent breaks, whatever its epoch. The same again writes nothing and makes no change entry;
       * a forgotten agent's are dropped.
       */
      readonly kind: "set-breaches";
      readonly id: AgentId;
      /** What was judged: dropped where the agent's stored effective config is another by now. */
      readonly ifBody?: BodyDigest | null;
      readonly breaches: readonly Breach[];
    }
  | {
      /** The last values of a day stand, and the lowest `kept`. A removed policy's are dropped. No change entry. */
      readonly kind: "set-compliance";
      readonly policy: string;
      /** UTC, `yyyy-mm-dd`. */
      readonly day: string;
      readonly judged: number;
      readonly kept: number;
    }
  | {
      /** With its first value. */
      readonly kind: "add-secret";
      readonly secret: SecretRecord;
      readonly value: SecretValue;
    }
  | {
      /** Replaces everything but `createdAt` and `createdBy`; `value` is stored beside the values before. */
      readonly kind: "set-secret";
      readonly expect: number;
      readonly secret: SecretRecord;
      readonly value?: SecretValue;
    }
  | {
      /** All its values go with it. */
      readonly kind: "remove-secret";
      readonly name: string;
      readonly expect: number;
    }
  | { readonly kind: "add-group"; readonly group: GroupRecord }
  | {
      /**
       * Replaces everything but `createdAt` and `createdBy`; the version becomes one higher than `expect`. Verbs that
       * move one group in the order write all whose position changes.
       */
      readonly kind: "set-group";
      readonly expect: number;
      readonly group: GroupRecord;
    }
  | { readonly kind: "remove-group"; readonly name: string; readonly expect: number }
  /**
   * Conflicts where other groups than these are protected once the commit is done; the last write of its change set. A
   * plan that was made just before a group became protected is made anew by it.
   */
  | { readonly kind: "expect-protected"; readonly groups: readonly string[] }
  /** Conflicts where the id or the number is taken. */
  | { readonly kind: "add-approval"; readonly approval: ApprovalRecord }
  | {
      /**
       * Replaces everything but the number; the version becomes one higher than `expect`. A sealed value stays as it is
       * stored, or goes.
       */
      readonly kind: "set-approval";
      readonly expect: number;
      readonly approval: ApprovalRecord;
    }
  | {
      /** With its members. Conflicts where the number is taken, or one of its groups has another live rollout. */
      readonly kind: "add-rollout";
      readonly rollout: RolloutRecord;
      readonly members: readonly RolloutMemberRecord[];
    }
  | {
      /**
       * Replaces status, phase, sentence, verdicts and `live`; the version becomes one higher than `expect`. Conflicts
       * where it would be live beside another one of its groups: the one that ends stands before the one that begins.
       */
      readonly kind: "set-rollout";
      readonly expect: number;
      readonly rollout: RolloutRecord;
    }
  | {
      /** Members that are missing are left out. Makes no change entry: `set-rollout` stands beside it. */
      readonly kind: "set-members";
      readonly rollout: string;
      readonly members: readonly MemberPatch[];
    }
  | {
      /** An entry that is there already is left alone. No change entry. */
      readonly kind: "add-rollout-entries";
      readonly rollout: string;
      readonly entries: readonly RolloutEntry[];
    }
  | {
      /** The judgement of a moment that has one already is left out. No change entry. */
      readonly kind: "add-judgement";
      readonly rollout: string;
      readonly judgement: RolloutJudgement;
    }
  | {
      /**
       * Replaces what is kept of the agents' own telemetry. Makes a change entry for an agent whose word is another;
       * forgotten agents are left out.
       */
      readonly kind: "set-telemetry";
      readonly agents: readonly AgentTelemetry[];
    }
  | {
      /** A body that is there already is left alone. */
      readonly kind: "add-bodies";
      readonly at: Millis;
      readonly bodies: readonly StoredBody[];
    }
  | {
      /** An entry id that is there already is left alone; a forgotten agent's entries are dropped. */
      readonly kind: "add-timeline";
      readonly id: AgentId;
      readonly entries: readonly TimelineEntry[];
    }
  | AccountWrite
  | EnrolmentWrite
  | { readonly kind: "add-audit"; readonly entry: AuditEntry }
  /** Conflicts where the number is taken: another hub was first. */
  | { readonly kind: "add-checkpoint"; readonly checkpoint: AuditCheckpoint }
  | {
      /** Drops entries up to the one that this checkpoint covers. Conflicts where the checkpoint is missing. */
      readonly kind: "cut-audit";
      readonly checkpoint: number;
    };

export interface ChangeSet {
  readonly writes: readonly Write[];
}

export type CommitResult =
  | {
      readonly kind: "committed";
      /** Position in the change log; unchanged where nothing visible changed. */
      readonly sequence: number;
    }
  | {
      /** Nothing was written. */
      readonly kind: "conflict";
      readonly write: Write["kind"];
      readonly id: string;
      readonly reason: "missing" | "exists" | "version";
    };
