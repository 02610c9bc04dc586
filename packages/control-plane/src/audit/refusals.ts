import type { Millis } from "@fleethub/fleet";
import { addressKey } from "@fleethub/opamp/server";
import type { Actor, AuditEntry } from "../model.js";
import type { Ids } from "../ports.js";

/** An attempt that was refused. */
export interface Refusal {
  readonly door: "agents" | "console";
  /** Without a port. */
  readonly address: string;
  /** What was refused and why, such as `unknown-token` or `not-allowed`. Never what was sent. */
  readonly reason: string;
  /** Who, where he is known; absent: a stranger. */
  readonly actor?: Pick<Actor, "kind" | "id" | "via">;
}

interface Counted {
  readonly refusal: Refusal;
  /** Of all of them; their network where they came from several. */
  address: string;
  readonly reasons: Map<string, number>;
  readonly firstAt: Millis;
  lastAt: Millis;
}

/** Where refusals are counted together once too many came from different places. */
const ELSEWHERE = "other addresses";

/**
 * Counts refused attempts by who or where they came from, an IPv6 network of 64 bits as one address, so that a flood of
 * them makes one entry of the record a minute and not one each. In memory and bounded.
 */
export class RefusalCounter {
  private counted = new Map<string, Counted>();
  private uncommitted: readonly AuditEntry[] = [];

  constructor(
    private readonly keysMax: number,
    private readonly now: () => Millis,
  ) {}

  readonly note = (refusal: Refusal): void => {
    const key = keyOf(refusal);
    const known = this.counted.has(key) || this.counted.size < this.keysMax;
    const { door, address, actor } = refusal;
    if (!known && (actor !== undefined || address !== ELSEWHERE)) {
      this.note({ door, address: ELSEWHERE, reason: refusal.reason });
      return;
    }
    const at = this.now();
    const one = this.counted.get(key) ?? {
      refusal,
      address,
      reasons: new Map(),
      firstAt: at,
      lastAt: at,
    };
    one.reasons.set(refusal.reason, (one.reasons.get(refusal.reason) ?? 0) + 1);
    one.lastAt = at;
    if (one.address !== address) one.address = addressKey(address);
    this.counted.set(key, one);
  };

  /** Entries about what was counted since the last time, and what was given back. Counting begins anew. */
  take(ids: Ids): readonly AuditEntry[] {
    const entries = [...this.counted.values()].map((one) => entryOf(one, ids, this.now()));
    this.counted = new Map();
    const all = [...this.uncommitted, ...entries];
    this.uncommitted = [];
    return all;
  }

  /** Entries that could not be committed, for the next time. The newest `keysMax` are kept. */
  giveBack(entries: readonly AuditEntry[]): void {
    this.uncommitted = entries.slice(-this.keysMax);
  }
}

function keyOf({ door, address, actor }: Refusal): string {
  const place = addressKey(address);
  return actor === undefined ? `${door} ${place}` : `${door} ${actor.kind} ${actor.id} ${place}`;
}

function entryOf(
  { refusal, address, reasons, firstAt, lastAt }: Counted,
  ids: Ids,
  at: Millis,
): AuditEntry {
  const { door, actor } = refusal;
  const id = ids.uuidv7();
  const attempts = [...reasons.values()].reduce((sum, count) => sum + count, 0);
  return {
    id,
    at,
    actor: { ...(actor ?? { kind: "hub", id: "hub", via: "hub" }), requestId: id },
    action: actor === undefined ? "refuse-attempts" : "refused",
    resource: { kind: "address", id: address },
    before: null,
    after: { door, attempts, reasons: Object.fromEntries(reasons), firstAt, lastAt },
  };
}
