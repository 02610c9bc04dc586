import type { StreamEvent } from "@fleethub/api";

/** What a change is about; the name of the set in a {@link Batch} that holds its ids. */
export type Subject =
  | "agents"
  | "forgotten"
  | "configurations"
  | "policies"
  | "groups"
  | "rollouts"
  | "secrets"
  | "enrolments"
  | "approvals";

/**
 * What changed within one gathering. `everything`: read all that is shown afresh. Agents and forgotten ones by
 * instance UID, rollouts by id, the others by name.
 */
export interface Batch extends Readonly<Record<Subject, ReadonlySet<string>>> {
  readonly everything: boolean;
}

/** Changes are handed on at most this often. */
export const BATCH_MS = 250;

const SUBJECT_OF = {
  "agent.changed": "agents",
  "agent.renamed": "agents",
  "agent.forgotten": "forgotten",
  "configuration.changed": "configurations",
  "configuration.removed": "configurations",
  "group.changed": "groups",
  "group.removed": "groups",
  "policy.changed": "policies",
  "policy.removed": "policies",
  "secret.changed": "secrets",
  "secret.removed": "secrets",
  "rollout.changed": "rollouts",
  "enrolment.changed": "enrolments",
  "approval.changed": "approvals",
} as const satisfies Record<StreamEvent["kind"], Subject>;

interface Gathered extends Record<Subject, Set<string>> {
  everything: boolean;
}

const nothing = (): Gathered => ({
  everything: false,
  agents: new Set(),
  forgotten: new Set(),
  configurations: new Set(),
  policies: new Set(),
  groups: new Set(),
  rollouts: new Set(),
  secrets: new Set(),
  enrolments: new Set(),
  approvals: new Set(),
});

/** Gathers events and hands them to every listener in one batch, at most every {@link BATCH_MS}. */
export function createBatches() {
  const listeners = new Set<(batch: Batch) => void>();
  let gathered = nothing();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    timer = undefined;
    const batch = gathered;
    gathered = nothing();
    for (const tell of listeners) tell(batch);
  };
  const soon = () => {
    timer ??= setTimeout(flush, BATCH_MS);
  };
  return {
    add(event: StreamEvent): void {
      gathered[SUBJECT_OF[event.kind]].add(event.id);
      // The new UID of a renamed agent is not in the event, so the lists are read afresh.
      if (event.kind === "agent.renamed") gathered.everything = true;
      soon();
    },
    reset(): void {
      gathered.everything = true;
      soon();
    },
    listen(listener: (batch: Batch) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    end(): void {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
