import type { EncodedServerToAgent } from "../encode.js";
import type { InstanceUid } from "../instance-uid.js";
import type { Schedule } from "../platform.js";
import type { AgentConnection } from "./handler.js";

/** Agents that are pushed to before heartbeats of others are looked at. */
export const PUSH_TURN_AGENTS = 50;

/** An agent and the connection it was last heard on. */
export interface PushTarget {
  readonly uid: InstanceUid;
  readonly connection: Pick<AgentConnection, "push">;
}

/** How a push to many goes. */
export interface PushToManyOptions<Target extends PushTarget> {
  /** Between two turns a task of no delay is waited for. */
  readonly schedule: Schedule;
  /** Whole number of 1 or more. Default {@link PUSH_TURN_AGENTS}. */
  readonly turnAgents?: number;
  /** Asked for each agent when its turn comes, since much can change meanwhile. Default: all are wanted. */
  readonly isWanted?: (target: Target) => boolean;
}

/** What became of a push to many; every target is in one of the three. */
export interface PushToManyResult<Target extends PushTarget> {
  /** Handed to their sockets; that says nothing about arrival. */
  readonly sentCount: number;
  /** No longer wanted when their turn came. */
  readonly unwantedCount: number;
  /** Could not be sent to, as `AgentConnection.push` says; they get it with the answer to their next report. */
  readonly unsent: readonly Target[];
}

/**
 * Pushes one message to many agents, a few at a time, so that the heartbeats of all others are answered
 * meanwhile: a push to ten thousand in one go would keep them waiting for its whole length. The message is
 * encoded once (`OpampServer.encode`) and its bytes are shared. Each socket has its own bounded send queue:
 * who does not read is in nobody's way. Rejects only with what `isWanted` throws.
 */
export async function pushToMany<Target extends PushTarget>(
  targets: Iterable<Target>,
  message: EncodedServerToAgent,
  options: PushToManyOptions<Target>,
): Promise<PushToManyResult<Target>> {
  const { schedule, turnAgents = PUSH_TURN_AGENTS, isWanted = () => true } = options;
  const unsent: Target[] = [];
  let sentCount = 0;
  let unwantedCount = 0;
  let inTurn = 0;
  for (const target of targets) {
    if (inTurn >= turnAgents) {
      await nextTurn(schedule);
      inTurn = 0;
    }
    if (!isWanted(target)) {
      unwantedCount += 1;
      continue;
    }
    inTurn += 1;
    if (target.connection.push(target.uid, message)) sentCount += 1;
    else unsent.push(target);
  }
  return { sentCount, unwantedCount, unsent };
}

function nextTurn(schedule: Schedule): Promise<void> {
  return new Promise((resolve) => {
    schedule.after(0, resolve);
  });
}
