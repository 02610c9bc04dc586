import { agentCapabilities } from "@fleethub/opamp";
import type { InstanceUid } from "@fleethub/opamp";
import {
  AGENT_SETTINGS,
  type AgentEffect,
  type AgentEvent,
  type AgentId,
  type AgentIntent,
  type AgentSettings,
  type AgentState,
  type BodyDigest,
  type ConfigHash,
  newAgent,
  projectionOf,
  reduceAgent,
  type ReplyContent,
  type ReportEvent,
  type ReportFacts,
} from "../index.js";

export const SUPERVISOR = agentCapabilities(
  "ReportsStatus",
  "AcceptsRemoteConfig",
  "ReportsEffectiveConfig",
  "AcceptsRestartCommand",
  "ReportsHealth",
  "ReportsRemoteConfig",
  "ReportsHeartbeat",
  "ReportsAvailableComponents",
);

export const UID = "0192f0a0-b0c0-7d0e-8f00-112233445566" as InstanceUid;
export const FRESH = "0192f0a0-b0c0-7d0e-8f00-1122334455ff" as InstanceUid;
export const HAND_BACK = "local" as ConfigHash;

export function hash(name: string): ConfigHash {
  return name as ConfigHash;
}

export function digest(name: string): BodyDigest {
  return name as BodyDigest;
}

/** Intent that pins the revision with this hash, or nothing, or local. */
export function intentOf(
  wanted: string | null,
  change: Partial<AgentIntent> & { readonly forced?: boolean } = {},
): AgentIntent {
  const { forced = false, ...rest } = change;
  const base = { admission: "admitted" as const, handBackHash: HAND_BACK };
  if (wanted === null) return { ...base, desired: { kind: "none" }, ...rest };
  if (wanted === HAND_BACK) {
    return { ...base, desired: { kind: "local", source: "pin", hash: HAND_BACK }, ...rest };
  }
  const desired = {
    kind: "revision" as const,
    source: "pin" as const,
    configuration: wanted,
    revision: 1,
    hash: hash(wanted),
    forced,
  };
  return { ...base, desired, ...rest };
}

/** The parts of a report in short. */
export interface Parts {
  readonly description?: boolean;
  readonly health?: "{}" | "ok" | "starting" | "stopping" | "exited" | "broken" | "degraded";
  readonly start?: string;
  readonly status?: readonly [string | null, "unset" | "applied" | "applying" | "failed", string?];
  readonly effective?: string;
  readonly supervised?: boolean;
  readonly components?: readonly [hash: string, listed: boolean];
  readonly disconnect?: boolean;
}

/** What a supervisor's full report carries. */
export const FULL: Parts = {
  description: true,
  health: "ok",
  status: [null, "unset"],
  effective: "own",
};

const HEALTH = {
  "{}": { stated: false, healthy: false, status: "", lastError: "" },
  ok: { stated: true, healthy: true, status: "StatusOK", lastError: "" },
  degraded: { stated: true, healthy: true, status: "StatusOK", lastError: "" },
  starting: { stated: true, healthy: false, status: "StatusStarting", lastError: "" },
  stopping: { stated: true, healthy: false, status: "StatusStopping", lastError: "" },
  broken: { stated: true, healthy: false, status: "StatusPermanentError", lastError: "no route" },
  exited: {
    stated: true,
    healthy: false,
    status: "",
    lastError: "Agent process PID=7 exited unexpectedly, exit code=1. Will restart in a bit...",
  },
} as const;

/** One agent, a clock, and everything that was sent. */
export class Scene {
  state: AgentState;
  now = 1_000_000;
  seq = -1n;
  capabilities = SUPERVISOR;
  connectionId = "c1";
  transport: "websocket" | "http" = "websocket";
  uid = UID;
  /** Effects of the last event. */
  effects: readonly AgentEffect[] = [];
  private sent = 0;

  constructor(
    intent: AgentIntent = intentOf(null),
    readonly settings: AgentSettings = AGENT_SETTINGS,
  ) {
    this.state = newAgent("agent-1" as AgentId, UID, intent);
  }

  give(event: AgentEvent): readonly AgentEffect[] {
    const result = reduceAgent(this.state, event, this.now, FRESH, this.settings);
    this.state = result.state;
    this.effects = result.effects;
    return this.effects;
  }

  /** The next report of this agent; `skip` messages were lost before it. */
  report(parts: Parts = {}, skip = 0n): ReplyContent {
    this.seq += 1n + skip;
    return this.send(this.event(parts));
  }

  /** A report just as given; the content of its reply. */
  send(event: ReportEvent): ReplyContent {
    this.give(event);
    return this.reply();
  }

  event(parts: Parts = {}): ReportEvent {
    this.sent += 1;
    return {
      kind: "report",
      connectionId: this.connectionId,
      transport: this.transport,
      instanceUid: this.uid,
      seq: this.seq < 0n ? 0n : this.seq,
      capabilities: this.capabilities,
      flags: 0n,
      digest: digest(`message-${this.sent}`),
      ...factsOf(parts, this.now),
    };
  }

  intent(intent: AgentIntent, newAttempt = true): readonly AgentEffect[] {
    return this.give({ kind: "intent", intent, newAttempt });
  }

  /** Time passes; every wake that was asked for is kept. */
  wait(ms: number): AgentEffect[] {
    const end = this.now + ms;
    const all: AgentEffect[] = [];
    while (this.state.wakeAt !== null && this.state.wakeAt <= end) {
      this.now = this.state.wakeAt;
      all.push(...this.give({ kind: "woken" }));
    }
    this.now = end;
    this.effects = all;
    return all;
  }

  /** Answers the judgement about the effective config as it stands. */
  judge(name: string, answer: "contains" | "differs" | "cannot-tell"): readonly AgentEffect[] {
    const effectiveDigest = this.state.report.effective?.digest ?? digest("");
    const difference = answer === "differs" ? "exporters.debug is absent" : "";
    return this.give({
      kind: "judged",
      verdict: { question: "contains", hash: hash(name), effectiveDigest, answer, difference },
    });
  }

  /** The hub dies: only what was stored is left. */
  restartHub(clean = false, facts: ReportFacts = this.state.report): void {
    const { instanceUid, intent, outcome } = this.state;
    this.give({ kind: "adopted", instanceUid, intent, outcome, report: facts, clean });
  }

  reply(): ReplyContent {
    const replies = this.effects.filter((effect) => effect.kind === "reply");
    const [first] = replies;
    if (replies.length !== 1 || first === undefined) {
      throw new Error(`expected one reply, got ${replies.length}`);
    }
    return first.content;
  }

  pushes(): readonly ReplyContent[] {
    return this.effects.flatMap((effect) => (effect.kind === "push" ? [effect.content] : []));
  }

  timeline(): readonly string[] {
    return this.effects.flatMap((effect) =>
      effect.kind === "timeline" ? [effect.entry.kind] : [],
    );
  }

  saves(): readonly string[] {
    return this.effects.flatMap((effect) =>
      effect.kind === "save" ? [`${effect.what} ${effect.before}`] : [],
    );
  }

  get words() {
    return projectionOf(this.state, this.now);
  }

  /** Connected, described, healthy, with this hash applied and proved good. */
  static settledOn(name: string, intent: AgentIntent = intentOf(name)): Scene {
    const scene = new Scene(intent);
    scene.report(FULL);
    scene.apply(name);
    scene.wait(scene.settings.failureWindowMs + 1);
    scene.report();
    return scene;
  }

  /** The messages of a supervisor that applies what it was offered. */
  apply(name: string): void {
    this.report({ status: [name, "applying"] });
    this.report({ health: "starting" });
    this.report({ health: "ok", effective: `running ${name}` });
    this.now += 5_000;
    this.report({ status: [name, "applied"] });
    this.judge(name, "contains");
  }

  /** The messages of a supervisor without `validate_config` that is offered something broken. */
  crash(name: string): ReplyContent {
    this.report({ status: [name, "applying"] });
    this.report({ health: "exited" });
    return this.report({ status: [name, "failed", "Agent exited unexpectedly with exit code 1"] });
  }
}

function factsOf(parts: Parts, at: number): Partial<ReportEvent> {
  const { description, health, status, effective, components, disconnect } = parts;
  return {
    ...(description && {
      description: {
        digest: digest("description"),
        name: "edge-1",
        host: "host-1",
        os: "linux",
        arch: "amd64",
        type: "otelcol",
        version: "0.149.0",
        attributes: {},
      },
    }),
    ...(health && {
      health: {
        ...HEALTH[health],
        startTimeUnixNano: parts.start ?? "0",
        unhealthy: [],
        unhealthyCount: health === "degraded" ? 1 : 0,
        digest: digest(`${health} at ${at}`),
        at,
      },
    }),
    ...(status && {
      remoteConfig: {
        hash: status[0] === null ? null : hash(status[0]),
        status: status[1],
        error: status[2] ?? "",
        at,
      },
    }),
    ...(effective !== undefined && {
      effective: {
        digest: digest(effective),
        empty: effective === "",
        supervised: parts.supervised ?? true,
        at,
      },
    }),
    ...(components && {
      components: { hash: components[0], listed: components[1] ? digest(components[0]) : null },
    }),
    ...(disconnect && { disconnect: true as const }),
  };
}
