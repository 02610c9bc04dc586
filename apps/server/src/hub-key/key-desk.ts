import { type Actor, audited, type FleetStorage, type HubKey } from "@fleethub/control-plane";
import { systemIds } from "../platform/platform.js";
import type { KeySource } from "./key-source.js";
import { countSealed, type Rotation, rotateKey, type SealedCount } from "./rotate.js";

/** How the hub stands to its key. Nothing in it is one. */
export interface KeyStanding extends SealedCount {
  readonly held: boolean;
  readonly detail: string;
  readonly id: string | null;
  readonly place: string | null;
  readonly formerKeys: readonly string[];
}

/** The hub's key, for those who look after it. */
export interface KeyDesk {
  standing(): Promise<KeyStanding>;
  /**
   * One at a time; a second one waits for the first and does what is left. Its entry is in the audit before anything is
   * written, and what became of it follows.
   */
  rotate(actor: Actor, now: number): Promise<Rotation>;
}

export function createKeyDesk(
  source: KeySource | null,
  hubKey: HubKey,
  { sealed, store }: Pick<FleetStorage, "sealed" | "store">,
): KeyDesk {
  let last: Promise<unknown> = Promise.resolve();
  const rotate = async (actor: Actor, now: number): Promise<Rotation> => {
    if (hubKey.kind === "none") return { kind: "refused", detail: hubKey.detail };
    if (source === null) throw new Error("A key that is held comes from somewhere.");
    const before = source.keys()[0].id;
    const ctx = { actor, now, ids: systemIds };
    const begun = { id: systemIds.uuidv7(), isWritten: false };
    const begins = async (key: string): Promise<void> => {
      const resource = { kind: "hub-key", id: key };
      const known = { ...ctx, ids: { uuidv7: () => begun.id } };
      const entry = audited(known, "rotate-hub-key", resource, { key: before }, { key });
      await store.commit({ writes: [entry] });
      begun.isWritten = true;
    };
    const rotation = await rotateKey(source, sealed, begins);
    if (begun.isWritten) {
      const { kind, ...after } = rotation;
      const resource = { kind: "hub-key", id: source.keys()[0].id };
      const how = kind === "done" ? "hub-key-rotated" : "hub-key-not-rotated";
      const entry = audited(ctx, how, resource, null, after, { follows: begun.id });
      await store.commit({ writes: [entry] });
    }
    return rotation;
  };
  return {
    async standing() {
      const keys = source?.keys() ?? [];
      const [current, ...former] = keys;
      return {
        held: hubKey.kind === "held",
        detail: hubKey.kind === "held" ? "" : hubKey.detail,
        id: current?.id ?? null,
        place: source?.place ?? null,
        formerKeys: former.map(({ id }) => id),
        ...(await countSealed(sealed, current?.id ?? "")),
      };
    },
    rotate(actor, now) {
      const turn = last.then(() => rotate(actor, now));
      last = turn.catch(() => {});
      return turn;
    },
  };
}
