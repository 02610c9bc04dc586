import type { RotationTimes } from "@fleethub/fleet";
import type { HubListener } from "../agents/hub-listener.js";
import type { LiveAgent } from "../agents/live-agent.js";
import type { Roster } from "../agents/roster.js";
import type { ControlPlaneDeps } from "../control-plane.js";
import type { Change } from "../ports.js";
import { bearerText } from "./bearer.js";
import { type CompanionToken, companionToken } from "./companion-token.js";
import { CredentialWatch } from "./credential-watch.js";
import { cutToken, type Ended } from "./cut.js";
import { createDoorkeeper, type Doorkeeper } from "./doorkeeper.js";
import { EndedSockets } from "./ended-sockets.js";
import { Heirs } from "./heirs.js";
import { KnownRefusals } from "./known-refusals.js";
import { createSharedNotice, type NoticeShared } from "./shared-notice.js";
import { TokenBoard } from "./token-board.js";

export interface EnrolmentDeps
  extends Pick<
    ControlPlaneDeps,
    "storage" | "clock" | "schedule" | "ids" | "digest" | "logger" | "hubId"
  > {
  readonly roster: Roster;
  /** The store's key for credentials of agents. */
  readonly key: Uint8Array;
  readonly times: RotationTimes;
  readonly arrivalsMax: number;
  readonly reload: (agents: readonly LiveAgent[]) => Promise<void>;
}

/** Everything of the agents' door that runs beside the agents. */
export interface Enrolment {
  readonly door: Doorkeeper;
  readonly tokens: TokenBoard;
  readonly noticeShared: NoticeShared;
  readonly refusals: KnownRefusals;
  readonly heirs: Heirs;
  /** Told of sockets that a revocation ended. */
  readonly ended: Ended;
  readonly listener: HubListener;
  /** The text of an agent's own credential. */
  bearer(id: string): string;
  /** What agents that the hub itself starts come with. */
  companions(isNeeded: boolean): Promise<CompanionToken>;
  /** Rejects while the store is away. */
  start(): Promise<void>;
  /** Ends timers and writes what waits to be written. */
  stop(): Promise<void>;
}

export function openEnrolment(deps: EnrolmentDeps): Enrolment {
  const { storage, roster, digest, key, logger } = deps;
  const { store, enrolment: reader } = storage;
  const sign = (bytes: Uint8Array) => digest.hmacSha256(key, bytes);
  const tokens = new TokenBoard({ ...deps, reader, store });
  const watch = new CredentialWatch({ ...deps, store });
  const refusals = new KnownRefusals(deps.clock);
  const endedSockets = new EndedSockets({ ...deps, store, audit: storage.audit });
  const ended: Ended = (cause, sockets) => endedSockets.note(cause, sockets);
  const heirs = new Heirs({ ...deps, reader, ended });
  const noticeShared = createSharedNotice({ ...deps, store });

  /** Tokens whose revocation has ended the sockets that came with them. */
  const cut = new Set<string>();
  const readAndCut = async () => {
    await tokens.read();
    for (const token of tokens.all()) {
      if (token.revokedAt === null || cut.has(token.keyId)) continue;
      cut.add(token.keyId);
      cutToken(roster.all(), token, ended);
    }
  };
  const read = () => {
    readAndCut().catch((error: unknown) => {
      logger.warn({ error: String(error) }, "Enrolment tokens were not read anew.");
    });
  };
  return {
    tokens,
    refusals,
    heirs,
    ended,
    door: createDoorkeeper({ ...deps, board: tokens, reader, sign, refusals, noticeShared }),
    noticeShared,
    bearer: (id) => bearerText(id, sign),
    companions: (isNeeded) => companionToken({ ...deps, reader, store, sign }, isNeeded),
    listener: {
      agentStored: (live) => watch.notice(live),
      changed({ kind, id }: Change) {
        if (kind === "agent.changed" || kind === "agent.forgotten") {
          refusals.forget(id);
          heirs.look();
        }
        if (kind !== "enrolment.changed") return;
        refusals.forget(null);
        read();
      },
      everythingChanged() {
        refusals.forget(null);
        heirs.look();
        read();
      },
    },
    async start() {
      await readAndCut();
      watch.start();
    },
    async stop() {
      watch.stop();
      await tokens.flush();
      await endedSockets.stop();
    },
  };
}
