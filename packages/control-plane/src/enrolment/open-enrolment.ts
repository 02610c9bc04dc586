import type { RotationTimes } from "@fleethub/fleet";
import type { HubListener } from "../agents/hub-listener.js";
import type { LiveAgent } from "../agents/live-agent.js";
import type { Roster } from "../agents/roster.js";
import type { ControlPlaneDeps } from "../control-plane.js";
import type { Change } from "../ports.js";
import { bearerText } from "./bearer.js";
import { type CompanionToken, companionToken } from "./companion-token.js";
import { CredentialWatch } from "./credential-watch.js";
import { cutToken } from "./cut.js";
import { createDoorkeeper, type Doorkeeper } from "./doorkeeper.js";
import { Heirs } from "./heirs.js";
import { KnownRefusals } from "./known-refusals.js";
import { createSharedNotice, type NoticeShared } from "./shared-notice.js";
import { TokenBoard } from "./token-board.js";

export interface EnrolmentDeps
  extends Pick<ControlPlaneDeps, "storage" | "clock" | "schedule" | "ids" | "digest" | "logger"> {
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
  readonly listener: HubListener;
  /** The text of an agent's own credential. */
  bearer(id: string): string;
  /** What agents that the hub itself starts come with. */
  companions(isNeeded: boolean): Promise<CompanionToken>;
  /** Rejects while the store is away. */
  start(): Promise<void>;
  /** Ends timers and writes when tokens were used last. */
  stop(): Promise<void>;
}

export function openEnrolment(deps: EnrolmentDeps): Enrolment {
  const { storage, roster, digest, key, logger } = deps;
  const { store, enrolment: reader } = storage;
  const sign = (bytes: Uint8Array) => digest.hmacSha256(key, bytes);
  const tokens = new TokenBoard({ ...deps, reader, store });
  const watch = new CredentialWatch({ ...deps, store });
  const refusals = new KnownRefusals(deps.clock);
  const heirs = new Heirs({ ...deps, reader });
  const noticeShared = createSharedNotice({ ...deps, store });

  /** Tokens whose revocation has ended the sockets that came with them. */
  const cut = new Set<string>();
  const readAndCut = async () => {
    await tokens.read();
    for (const { keyId, revokedAt } of tokens.all()) {
      if (revokedAt === null || cut.has(keyId)) continue;
      cut.add(keyId);
      cutToken(roster.all(), keyId);
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
    },
  };
}
