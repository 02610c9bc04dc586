import { isInScope, parseReach, type Scope } from "@fleethub/fleet/access";
import type { AgentRecord, SecretRecord } from "../model.js";
import type { FleetStore, SecretReader } from "../ports.js";
import { reachFactsOf } from "../query-facts.js";

/** What a secret comes to for one agent. */
export type SecretForAgent =
  | { readonly kind: "value"; readonly id: string }
  | { readonly kind: "beyond-reach"; readonly reach: string }
  | { readonly kind: "missing" };

/** What the hub set of an agent, and which values of secrets are kept back for it. */
export type SecretHolder = Pick<AgentRecord, "labels" | "enrolment" | "pin">;

/** Secrets at one moment. Values are named by their ids alone. */
export interface SecretSet {
  readonly all: readonly SecretRecord[];
  forAgent(name: string, holder: SecretHolder): SecretForAgent;
}

/** Secrets as read last, so that nobody asks the store about them for one agent. Rejects while the store is away. */
export interface SecretBoard {
  all(): Promise<SecretSet>;
  /** As they were read last, however long ago; null before the first time. */
  latest(): SecretSet | null;
  /** A secret was written: they are read again when somebody asks. */
  forget(): void;
}

/** Reads once and remembers until it is told to forget. */
export function createSecretBoard(reader: Pick<SecretReader, "list">): SecretBoard {
  let known: Promise<SecretSet> | null = null;
  let latest: SecretSet | null = null;
  return {
    all() {
      if (known !== null) return known;
      const reading = reader.list().then((all) => {
        const set = secretSet(all);
        // One that was forgotten meanwhile is older than what the next one reads.
        if (known === reading) latest = set;
        return set;
      });
      known = reading;
      reading.catch(() => {
        if (known === reading) known = null;
      });
      return reading;
    },
    latest: () => latest,
    forget() {
      known = null;
    },
  };
}

/** A set of secrets that need not be stored. */
export function secretSet(all: readonly SecretRecord[]): SecretSet {
  const byName = new Map(
    all.map((record) => [record.name, { record, scope: scopeOf(record.reach) }] as const),
  );
  return {
    all,
    forAgent(name, holder) {
      const found = byName.get(name);
      if (found === undefined) return { kind: "missing" };
      const { record, scope } = found;
      if (isInScope(scope, reachFactsOf(holder))) return { kind: "value", id: record.value };
      return { kind: "beyond-reach", reach: record.reach ?? "" };
    },
  };
}

/** A reach that cannot be read any more reaches nobody. */
function scopeOf(reach: string | null): Scope {
  if (reach === null) return { kind: "everything" };
  const { query } = parseReach(reach);
  return { kind: "reach", queries: query === undefined ? [] : [query] };
}

/** The same store; what this hub commits about secrets is known to its board before anybody acts on it. */
export function noticingSecrets(store: FleetStore, board: Pick<SecretBoard, "forget">): FleetStore {
  return {
    ...store,
    async commit(changes) {
      const result = await store.commit(changes);
      const isAbout = changes.writes.some(
        ({ kind }) => kind === "add-secret" || kind === "set-secret" || kind === "remove-secret",
      );
      if (isAbout) board.forget();
      return result;
    },
  };
}
