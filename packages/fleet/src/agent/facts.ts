/** Internal id of an agent (UUIDv7 text). It never changes, whatever its instance UID becomes. */
export type AgentId = string & { readonly __brand: "AgentId" };

/** Hex of `AgentRemoteConfig.config_hash`. The hand-back offer has a hash as any other. */
export type ConfigHash = string & { readonly __brand: "ConfigHash" };

/** Hex SHA-256 of bytes that an agent reported. */
export type BodyDigest = string & { readonly __brand: "BodyDigest" };

/** Milliseconds since the Unix epoch, by the hub's clock. */
export type Millis = number;

/** What operators decided for this agent. It never changes by itself. */
export type Desired =
  | {
      readonly kind: "none";
      /** Why what is wanted comes to nothing here: one line, absent where nothing is wanted. */
      readonly reason?: string;
    }
  | {
      readonly kind: "local";
      /** An operator's pin, or the assignment that a rolled back rollout left. */
      readonly source: "pin" | "assignment";
      readonly hash: ConfigHash;
    }
  | {
      readonly kind: "revision";
      readonly source: "pin" | "hold" | "assignment" | "group";
      readonly configuration: string;
      readonly revision: number;
      readonly hash: ConfigHash;
      /** Offer it even where the agent's own components say that it cannot run. */
      readonly forced: boolean;
      /** Its rollout is paused: it is not offered, unless the agent acknowledged it already. */
      readonly suspended?: true;
      /** Why it is not for this agent, in one line: it is not offered, forced or not. Absent: it is. */
      readonly withheld?: string;
    };

/** Where an agent's own metrics are to go, by an operator's decision. */
export type OwnMetricsIntent =
  /** To this hub, at the address by which the agent itself reached it. */
  | { readonly kind: "hub" }
  /** An OTLP/HTTP URL with its path. */
  | { readonly kind: "endpoint"; readonly endpoint: string }
  /** Nowhere: what was offered before is taken back. */
  | { readonly kind: "off" };

/** Where an agent's own traces or logs are to go: the hub itself takes none. */
export type OwnSignalIntent = Exclude<OwnMetricsIntent, { readonly kind: "hub" }>;

/** What operators decided about an agent's connections. Nothing is said of what is absent. */
export interface ConnectionWish {
  readonly ownMetrics?: OwnMetricsIntent;
  readonly ownTraces?: OwnSignalIntent;
  readonly ownLogs?: OwnSignalIntent;
  /** How often it is to report over OpAMP. */
  readonly heartbeat?: {
    /** 1 to 86,400. */
    readonly seconds: number;
    /** Where agents reach this hub, such as `https://hub.example:4320`; null: where this one reached it. */
    readonly hubUrl: string | null;
  };
  /** Its own credential, which it is to come with. */
  readonly credential?: {
    readonly id: string;
    /** As in `heartbeat`. */
    readonly hubUrl: string | null;
  };
  /** Digest of the authority by which agents verify this hub; absent: the hub does not know it. */
  readonly authority?: string;
}

/** Connection settings as an agent was told them. What is absent was not in the offer. */
export interface ToldSettings {
  /** OTLP/HTTP endpoints; empty: to send none. */
  readonly ownMetrics?: string;
  readonly ownTraces?: string;
  readonly ownLogs?: string;
  readonly opamp?: {
    readonly endpoint: string;
    readonly heartbeatSeconds: number;
    /** Keyed digest of the headers that the agent came with, which went with it; empty: none did. */
    readonly credentials: string;
    /** Id of the agent's own credential, in the place of the one that it came with; absent: none of its own. */
    readonly credential?: string;
    /** Digest of the authority that went with it; absent: none did. */
    readonly authority?: string;
  };
  /** What own metrics to this hub carry: the id of the agent's own credential, or what it came with; absent: nothing. */
  readonly intakeCredential?: string;
}

/** What became of the connection settings that an agent was told last. */
export interface SettingsFact {
  readonly told: ToldSettings;
  readonly toldAt: Millis;
  /** How often it was told these very settings since its process started. */
  readonly tells: number;
  /** `told`: it said nothing of them, as most agents never do. */
  readonly status: "told" | "applying" | "applied" | "failed";
  /** Why the agent refused; empty where it did not. */
  readonly error: string;
  /** They are known to have arrived: the agent said so or showed it, or it went on talking after it was told. */
  readonly settled: boolean;
  /** It does not have them any more: its process started anew, or it names other settings. */
  readonly lost: boolean;
  /** The interval that it kept before these were told, and keeps where it refuses them; absent: as configured. */
  readonly intervalBeforeMs?: Millis;
}

/** Intent as far as one agent is concerned. */
export interface AgentIntent {
  readonly admission: "admitted" | "awaiting-approval" | "revoked";
  readonly desired: Desired;
  /** Hash of the hand-back offer: key `""` with an empty body. */
  readonly handBackHash: ConfigHash;
  /** About its connections; absent: nothing is said about them. */
  readonly connection?: ConnectionWish;
}

/** A component that is not healthy: the exact place and its message. */
export interface UnhealthyComponent {
  readonly path: readonly string[];
  readonly status: string;
  readonly message: string;
}

/** Health as last reported, without the tree (its digest names the stored body). */
export interface HealthFact {
  /** False for the `health {}` that every reconnecting supervisor sends. */
  readonly stated: boolean;
  readonly healthy: boolean;
  readonly status: string;
  readonly lastError: string;
  /** `start_time_unix_nano` in decimal, "0" where not running. */
  readonly startTimeUnixNano: string;
  /** The first few, in tree order; `unhealthyCount` counts all. */
  readonly unhealthy: readonly UnhealthyComponent[];
  readonly unhealthyCount: number;
  readonly digest: BodyDigest;
  readonly at: Millis;
}

export type RemoteConfigStatusWord = "unset" | "applied" | "applying" | "failed" | "unknown";

/** RemoteConfigStatus as last reported. */
export interface RemoteConfigFact {
  readonly hash: ConfigHash | null;
  readonly status: RemoteConfigStatusWord;
  readonly error: string;
  readonly at: Millis;
}

/** EffectiveConfig as last reported; `empty` where the map or its only body is empty. */
export interface EffectiveFact {
  readonly digest: BodyDigest;
  readonly empty: boolean;
  /** `extensions.opamp.ppid` is there: a supervisor runs this Collector. */
  readonly supervised: boolean;
  readonly at: Millis;
}

/** AgentDescription as last reported, reduced to what rows and queries need. */
export interface DescriptionFact {
  readonly digest: BodyDigest;
  readonly name: string;
  readonly host: string;
  readonly os: string;
  readonly arch: string;
  /** `service.name`. */
  readonly type: string;
  /** `service.version`. */
  readonly version: string;
  /** Every attribute, identifying first wins, as text. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** AvailableComponents as last reported; `listed` once the full list for this hash is known. */
export interface ComponentsFact {
  readonly hash: string;
  readonly listed: BodyDigest | null;
  /** Component types of the list, such as `kafka`, each once; absent where no list is known. */
  readonly types?: readonly string[];
}

/** What the agent said. It can be asked for again, so it is written behind. */
export interface ReportFacts {
  readonly seq: bigint | null;
  readonly capabilities: bigint;
  readonly lastSeenAt: Millis;
  readonly description: DescriptionFact | null;
  readonly health: HealthFact | null;
  readonly remoteConfig: RemoteConfigFact | null;
  readonly effective: EffectiveFact | null;
  readonly components: ComponentsFact | null;
  /** What it was told about its connections last; absent: nothing ever. */
  readonly settings?: SettingsFact;
  /** Scheme, host and port by which it reached this hub last; absent: it did not say. */
  readonly reachedUrl?: string;
  /** Between two messages, where an offer changed it; absent: as `AgentSettings` says. */
  readonly heartbeatIntervalMs?: Millis | undefined;
  /** Set by `agent_disconnect`, a closed socket or silence; null while connected. */
  readonly disconnectedAt: Millis | null;
  readonly connectedAt: Millis | null;
}
