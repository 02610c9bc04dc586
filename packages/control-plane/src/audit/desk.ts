import type { Millis } from "@fleethub/fleet";
import type { AuditCheckpoint } from "../model.js";
import type { Clock, Digest, FleetStorage, Ids, Logger, Schedule } from "../ports.js";
import type { HubKey } from "../secrets/hub-key.js";
import { keyIdOf } from "./chain.js";
import { type CheckDeps, ChainCheck } from "./chain-check.js";
import { exportLines } from "./export-lines.js";
import type { Broken } from "./faults.js";
import { type AuditAnchor, cutPastEntries, keepCheckpoint, type KeeperDeps } from "./keeper.js";
import { type OutcomeReads, tellOutcomes } from "./outcomes.js";
import { RefusalCounter } from "./refusals.js";
import { AUDIT_SETTINGS, type AuditSettings } from "./settings.js";
import { type AuditSigner, SIGNATURE_PURPOSE, type Signatures } from "./signatures.js";
import { type AuditVerification, verification } from "./verification.js";
import { verifyStore } from "./verify-store.js";

/** The chain as it stands. */
export interface ChainView {
  readonly entries: number;
  /** First entry that is kept; 0: there is none. */
  readonly first: number;
  readonly last: number;
  /** Time of the first entry that is kept. */
  readonly since: Millis | null;
  readonly hash: string;
  readonly cutThrough: number;
  readonly checkpoint: AuditCheckpoint | null;
  /** Why nothing is signed, and what to do; null: it is. */
  readonly unsigned: string | null;
  /** Where checkpoints are written beside the store; null: nowhere. */
  readonly anchor: string | null;
  /** What this hub came to last; null: it has not verified yet. */
  readonly verification: AuditVerification | null;
}

/** Keeps the record: signs it, cuts it, verifies it, hands it out. */
export interface AuditDesk {
  /** Refused attempts, which make one entry a minute. */
  readonly refusals: Pick<RefusalCounter, "note">;
  chain(): Promise<ChainView>;
  /** Verifies everything now. Who asks meanwhile gets the same answer. */
  verify(): Promise<AuditVerification>;
  /** The record as lines; `around` one entry, or all. */
  lines(around?: number): AsyncGenerator<string>;
}

export interface AuditDeskDeps extends Pick<OutcomeReads, "desiredHash"> {
  readonly storage: FleetStorage;
  readonly hubKey: HubKey;
  /** Absent: nothing is signed. */
  readonly signatures: Signatures | null;
  readonly anchor: AuditAnchor | null;
  readonly digest: Digest;
  readonly clock: Clock;
  readonly schedule: Schedule;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly settings?: Partial<AuditSettings>;
}

const NO_SIGNATURES = "This hub was built without signatures, so nothing signs the record.";

/** The desk of one hub, and its rounds: `start` begins them, `stop` tells and signs what is left. */
export function createAuditDesk(
  deps: AuditDeskDeps,
): AuditDesk & { start(): void; stop(): Promise<void> } {
  const { storage, hubKey, signatures, anchor, digest, clock, schedule, ids, logger } = deps;
  const { desiredHash } = deps;
  const settings = { ...AUDIT_SETTINGS, ...deps.settings };
  const signer: AuditSigner | null =
    hubKey.kind === "held" && signatures !== null
      ? signatures.signer(hubKey.derive(SIGNATURE_PURPOSE))
      : null;
  const check: CheckDeps = {
    digest,
    signatures: signatures ?? { verify: () => false },
    trustedKeys: signer === null ? null : [keyIdOf(digest, signer.publicKey)],
  };
  const keeper: KeeperDeps | null =
    signer === null ? null : { storage, check, signer, anchor, ids, logger, settings };
  const refusals = new RefusalCounter(settings.refusalKeysMax, () => clock.now());
  let last: AuditVerification | null = null;
  let running: Promise<AuditVerification> | null = null;
  let verifyAt = 0;

  const remember = (found: AuditVerification) => {
    if (found.broken !== null) {
      const { sequence, fault, message } = found.broken;
      logger.error({ sequence, fault }, `The audit does not verify. ${message}`);
    }
    last = found;
    verifyAt = clock.now() + settings.verifyIntervalMs;
    return found;
  };
  const verify = () => {
    running ??= verifyStore(storage.audit, check, () => clock.now())
      .then(remember)
      .finally(() => {
        running = null;
      });
    return running;
  };
  const noteFault = (fault: Broken | null) => {
    if (fault === null || last?.verdict === "broken") return;
    const chain = new ChainCheck(check, { sequence: fault.sequence - 1, hash: "" });
    remember(verification(chain, last?.first ?? 1, clock.now(), fault));
  };
  const tellRefusals = async () => {
    const entries = refusals.take(ids);
    if (entries.length === 0) return;
    try {
      await storage.store.commit({
        writes: entries.map((entry) => ({ kind: "add-audit", entry })),
      });
    } catch (error) {
      refusals.giveBack(entries);
      throw error;
    }
  };
  const looks = new Map<string, Millis>();
  /** None of the steps of a round keeps the others from being done: signing least of all. */
  const attempt = async (step: () => Promise<unknown>) => {
    try {
      await step();
    } catch (error) {
      logger.warn({ error: String(error) }, "The audit was not looked after; tried again later.");
    }
  };
  const round = async (isLast: boolean): Promise<void> => {
    await attempt(tellRefusals);
    if (!isLast) {
      const telling = { storage, digest, settings, desiredHash, looks };
      await attempt(() => tellOutcomes(telling, clock.now()));
    }
    if (keeper !== null) {
      await attempt(async () => noteFault(await keepCheckpoint(keeper, clock.now(), isLast)));
      if (!isLast) await attempt(() => cutPastEntries(keeper, clock.now()));
    }
    if (!isLast && clock.now() >= verifyAt) await attempt(verify);
  };

  let disarm = () => {};
  let isStopped = false;
  const arm = () => {
    disarm = schedule.after(settings.roundMs, () => {
      void round(false).then(() => {
        if (!isStopped) arm();
      });
    });
  };

  return {
    refusals,
    verify,
    async chain() {
      const { audit } = storage;
      const [checkpoint, head] = [await audit.lastCheckpoint(), await audit.head()];
      const first = await audit.get(head.cutThrough + 1);
      return {
        entries: head.sequence - head.cutThrough,
        first: first?.sequence ?? 0,
        last: head.sequence,
        since: first?.at ?? null,
        hash: head.hash,
        cutThrough: head.cutThrough,
        checkpoint,
        unsigned: hubKey.kind === "none" ? hubKey.detail : signer === null ? NO_SIGNATURES : null,
        anchor: anchor?.place ?? null,
        verification: last,
      };
    },
    lines: (around) =>
      exportLines({ reader: storage.audit, digest, signer, now: clock.now() }, around),
    start: arm,
    async stop() {
      isStopped = true;
      disarm();
      await round(true);
    },
  };
}
