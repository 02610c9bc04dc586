import type { Millis } from "@fleethub/fleet";
import { hubActor } from "../agents/note-effects.js";
import type { ChainedEntry } from "../model.js";
import type { AuditReader, Clock, FleetStore, Ids, Logger, Schedule } from "../ports.js";

/** After the first socket that ended for a revocation, so that those of many agents are told of in one entry. */
export const ENDED_SOCKETS_GATHER_MS: Millis = 1_000;

/** Why sockets were ended: the act's audit entry, or the name of a token that was revoked. */
export type Cause = { readonly entry: string } | { readonly token: string };

export interface EndedSocketsDeps {
  readonly store: Pick<FleetStore, "commit">;
  readonly audit: Pick<AuditReader, "byId" | "list">;
  readonly hubId: string;
  readonly clock: Clock;
  readonly schedule: Schedule;
  readonly ids: Ids;
  readonly logger: Logger;
}

/** What became of revocations on this hub: one entry of each, linked to it, with how many live sockets ended here. */
export class EndedSockets {
  readonly #deps: EndedSocketsDeps;
  readonly #waiting = new Map<string, { readonly cause: Cause; sockets: number }>();
  #disarm: (() => void) | null = null;
  #isStopped = false;

  constructor(deps: EndedSocketsDeps) {
    this.#deps = deps;
  }

  note(cause: Cause, sockets: number): void {
    if (sockets === 0) return;
    const key = JSON.stringify(cause);
    const known = this.#waiting.get(key);
    if (known === undefined) this.#waiting.set(key, { cause, sockets });
    else known.sockets += sockets;
    this.#disarm ??= this.#deps.schedule.after(ENDED_SOCKETS_GATHER_MS, () => void this.flush());
  }

  /** Writes what was noted; what cannot be written now is tried again. */
  async flush(): Promise<void> {
    this.#disarm?.();
    this.#disarm = null;
    const noted = [...this.#waiting.values()];
    this.#waiting.clear();
    try {
      await this.#write(noted);
    } catch (error) {
      this.#deps.logger.debug({ error: String(error) }, "Ended sockets are recorded later.");
      if (!this.#isStopped) for (const { cause, sockets } of noted) this.note(cause, sockets);
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.flush();
  }

  async #write(noted: Iterable<{ readonly cause: Cause; readonly sockets: number }>) {
    const acts = new Map<string, { readonly act: ChainedEntry; sockets: number }>();
    for (const { cause, sockets } of noted) {
      const act = await this.#actOf(cause);
      // Retention has dropped what it would follow.
      if (act === null) continue;
      acts.set(act.id, { act, sockets: (acts.get(act.id)?.sockets ?? 0) + sockets });
    }
    const { store, clock, ids, hubId: hub } = this.#deps;
    if (acts.size === 0) return;
    const writes = [...acts.values()].map(({ act: { id: follows, resource }, sockets }) => {
      const id = ids.uuidv7();
      const what = { action: "end-sockets", resource, before: null, after: { hub, sockets } };
      const entry = { id, at: clock.now(), actor: hubActor(id), ...what, follows };
      return { kind: "add-audit", entry } as const;
    });
    await store.commit({ writes });
  }

  async #actOf(cause: Cause): Promise<ChainedEntry | null> {
    const { audit } = this.#deps;
    if ("entry" in cause) return audit.byId(cause.entry);
    const resource = { kind: "enrolment-token", id: cause.token };
    const filter = { text: "", resource, did: ["revoke-enrolment-token"] };
    return (await audit.list(filter, { limit: 1, cursor: null })).items[0] ?? null;
  }
}
