import type { Millis } from "@fleethub/fleet";
import type { Actor, AgentRecord, TimelineEntry } from "../model.js";
import type { Write } from "../ports.js";

/** What the hub did about an agent, in the words of its timeline and of the audit. */
export interface Told {
  /** On the timeline. */
  readonly kind: string;
  /** In the audit. */
  readonly action: string;
  readonly summary: string;
  readonly detail?: TimelineEntry["detail"];
  readonly before?: unknown;
  readonly after: unknown;
  /** Audit entry of the act that it is the outcome of. */
  readonly follows?: string | undefined;
}

/** An entry on the agent's timeline and one in the audit, under one id. */
export function toldByHub(
  id: string,
  at: Millis,
  agent: Pick<AgentRecord, "id" | "instanceUid">,
  { kind, action, summary, detail = {}, before = null, after, follows }: Told,
): readonly Write[] {
  return [
    { kind: "add-timeline", id: agent.id, entries: [{ id, at, kind, summary, detail }] },
    {
      kind: "add-audit",
      entry: {
        id,
        at,
        actor: hubWith(id, summary),
        action,
        resource: { kind: "agent", id: agent.instanceUid },
        before,
        after,
        ...(follows === undefined ? {} : { follows }),
      },
    },
  ];
}

/** The hub itself, with what made it act. */
export function hubWith(requestId: string, reason: string): Actor {
  return { kind: "hub", id: "hub", via: "hub", requestId, reason };
}
