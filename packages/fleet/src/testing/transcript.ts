import type { InstanceUid } from "@fleethub/opamp";
import {
  type AgentEffect,
  type AgentState,
  projectionOf,
  type ReplyContent,
  type ReportEvent,
} from "../index.js";
import { digest, hash } from "./scene.js";

/** One line of a recorded transcript: a message of the agent, or what happened besides. */
export type TranscriptLine =
  | ({ readonly do: string; readonly at: number } & {
      readonly hash?: string;
      readonly uid?: string;
      readonly connection?: number;
    })
  | RecordedMessage;

export interface RecordedMessage {
  readonly at: number;
  readonly frame: string;
  readonly connection: number;
  readonly uid: string;
  readonly seq: number;
  readonly capabilities: number;
  readonly description?: {
    readonly name: string;
    readonly host: string;
    readonly os: string;
    readonly arch: string;
    readonly version: string;
  };
  readonly components?: { readonly hash: string; readonly listed: boolean };
  readonly health?: {
    readonly stated: boolean;
    readonly healthy: boolean;
    readonly status: string;
    readonly lastError: string;
    readonly start: string;
    readonly unhealthy: number;
  };
  readonly effective?: {
    readonly digest: string;
    readonly empty: boolean;
    readonly supervised: boolean;
  };
  readonly remoteConfig?: {
    readonly hash: string | null;
    readonly status: "unset" | "applied" | "applying" | "failed";
    readonly error: string;
  };
  readonly disconnect?: true;
}

/** The report event of a recorded message. */
export function eventOf(message: RecordedMessage, now: number): ReportEvent {
  const { description, components, health, effective, remoteConfig } = message;
  return {
    kind: "report",
    connectionId: `c${message.connection}`,
    transport: "websocket",
    instanceUid: message.uid as InstanceUid,
    seq: BigInt(message.seq),
    capabilities: BigInt(message.capabilities),
    flags: 0n,
    digest: digest(`frame ${message.frame}`),
    ...(description && {
      description: {
        ...description,
        digest: digest(`description ${message.frame}`),
        type: description.name,
        attributes: {},
      },
    }),
    ...(components && {
      components: {
        hash: components.hash,
        listed: components.listed ? digest(components.hash) : null,
      },
    }),
    ...(health && {
      health: {
        stated: health.stated,
        healthy: health.healthy,
        status: health.status,
        lastError: health.lastError,
        startTimeUnixNano: health.start,
        unhealthy: [],
        unhealthyCount: health.unhealthy,
        digest: digest(`health ${message.frame}`),
        at: now,
      },
    }),
    ...(effective && {
      effective: { ...effective, digest: digest(effective.digest), at: now },
    }),
    ...(remoteConfig && {
      remoteConfig: {
        ...remoteConfig,
        hash: remoteConfig.hash === null ? null : hash(remoteConfig.hash),
        at: now,
      },
    }),
    ...(message.disconnect && { disconnect: true as const }),
  };
}

/** A message in short, as the golden files show it. */
export function tell(message: RecordedMessage): string {
  const { health, effective, remoteConfig } = message;
  const words = [
    message.description && "description",
    message.components && `components ${message.components.listed ? "listed" : "hash"}`,
    effective && (effective.empty ? "effective empty" : `effective ${effective.digest}`),
    health &&
      `health ${health.stated ? health.status || health.lastError || health.healthy : "{}"}`,
    remoteConfig && `${remoteConfig.status} ${remoteConfig.hash ?? "nothing"}`,
    message.disconnect && "farewell",
  ];
  return words.filter(Boolean).join(", ") || "heartbeat";
}

/** Effects in short; wakes and touches are left out, since they say nothing about the story. */
export function tellEffects(effects: readonly AgentEffect[]): readonly string[] {
  return effects.flatMap((effect) => {
    switch (effect.kind) {
      case "reply":
      case "push": {
        const content = tellContent(effect.content);
        return effect.kind === "push" || content !== "" ? [`${effect.kind} ${content}`] : [];
      }
      case "save":
        return effect.before === "no" && effect.what === "report"
          ? []
          : [`save ${effect.what}${effect.before === "no" ? "" : `, first: ${effect.before}`}`];
      case "timeline":
        return [`timeline ${effect.entry.kind}: ${effect.entry.summary}`];
      case "judge":
        return [`judge ${effect.question.question} ${effect.question.hash}`];
      case "reassign-uid":
        return [`reassign-uid ${effect.to.slice(-4)}${effect.keeps ? "" : ", somebody else"}`];
      case "renamed":
        return [`renamed ${effect.from.slice(-4)} to ${effect.to.slice(-4)}`];
      case "audit":
        return [`audit ${effect.action}`];
      case "close":
        return [`close ${effect.connectionId} after ${effect.afterMs} ms`];
      case "wake":
      case "touch":
        return [];
    }
  });
}

/** The words of a state on one line. */
export function tellWords(state: AgentState, now: number): string {
  const { sync, verified, health } = projectionOf(state, now);
  return `${sync} (${verified}), ${health}`;
}

function tellContent(content: ReplyContent): string {
  const words = [
    content.newInstanceUid && `new uid ${content.newInstanceUid.slice(-4)}`,
    content.fullState && "full state?",
    content.components && "components?",
    content.offer && `offer ${content.offer.hash} attempt ${content.offer.attempt}`,
    content.command,
  ];
  return words.filter(Boolean).join(", ");
}
