import type { StreamEvent } from "@fleethub/api";

/** What changed within one gathering. `everything`: read all that is shown afresh. */
export interface Batch {
  readonly everything: boolean;
  /** Instance UIDs. */
  readonly agents: ReadonlySet<string>;
  readonly forgotten: ReadonlySet<string>;
  /** Names. */
  readonly configurations: ReadonlySet<string>;
  /** Names. */
  readonly policies: ReadonlySet<string>;
}

/** Changes are handed on at most this often. */
export const BATCH_MS = 250;

interface Gathered {
  everything: boolean;
  agents: Set<string>;
  forgotten: Set<string>;
  configurations: Set<string>;
  policies: Set<string>;
}

const nothing = (): Gathered => ({
  everything: false,
  agents: new Set(),
  forgotten: new Set(),
  configurations: new Set(),
  policies: new Set(),
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
      if (event.kind.startsWith("configuration.")) gathered.configurations.add(event.id);
      else if (event.kind.startsWith("policy.")) gathered.policies.add(event.id);
      else if (event.kind === "agent.forgotten") gathered.forgotten.add(event.id);
      else gathered.agents.add(event.id);
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
