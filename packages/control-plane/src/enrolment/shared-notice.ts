import { type AgentId, type Millis, sharedAccess } from "@fleethub/fleet";
import { BoundedCache } from "../agents/bounded-cache.js";
import type { Clock, FleetStore, Ids, Logger } from "../ports.js";
import { toldByHub } from "./told-by-hub.js";

/** An agent's second holder is told of at most once in this time, however often he knocks. */
export const SHARED_NOTICE_MS: Millis = 60_000;

/** Agents whose last notice is remembered. */
const NOTICED_MAX = 10_000;

export interface SharedNoticeDeps {
  readonly store: Pick<FleetStore, "commit" | "agentById">;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
}

/** Takes down that somebody else holds a credential of this agent. Returns at once; what cannot be written is told again by the next. */
export type NoticeShared = (agent: AgentId, remoteAddress: string, how: string) => void;

export function createSharedNotice(deps: SharedNoticeDeps): NoticeShared {
  const { store, clock, ids, logger } = deps;
  const noticed = new BoundedCache<AgentId, Millis>(NOTICED_MAX);
  const write = async (id: AgentId, remoteAddress: string, how: string) => {
    const record = await store.agentById(id);
    if (record === null) return;
    const at = clock.now();
    const summary = `Somebody else came with a credential of this agent, from ${remoteAddress}: ${how}`;
    const result = await store.commit({
      writes: [
        {
          kind: "set-intent",
          id,
          expect: record.version,
          access: sharedAccess(record.access, remoteAddress, at),
        },
        ...toldByHub(ids.uuidv7(), at, record, {
          kind: "credential-shared",
          action: "notice-shared-credential",
          summary,
          detail: { remoteAddress },
          after: { remoteAddress, how },
        }),
      ],
    });
    if (result.kind === "conflict") throw new Error("The agent changed meanwhile.");
  };
  return (agent, remoteAddress, how) => {
    const now = clock.now();
    if (now - (noticed.get(agent) ?? Number.NEGATIVE_INFINITY) < SHARED_NOTICE_MS) return;
    noticed.set(agent, now);
    write(agent, remoteAddress, how).catch((error: unknown) => {
      noticed.delete(agent);
      logger.warn({ agent, error: String(error) }, "A shared credential was not taken down.");
    });
  };
}
