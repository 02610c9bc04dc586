"use client";
import { type StreamEvent, subscribeEvents } from "@fleethub/api";
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useSyncExternalStore,
} from "react";
import { type Batch, createBatches } from "./batches";

/** State of the one stream that the whole console follows. */
export interface LiveState {
  readonly live: boolean;
  /** When it was lost, by the browser's clock; null while it is up or was never up. */
  readonly lostAt: number | null;
}

interface Live {
  /** Hears what changed, gathered for at most 250 ms. Returns the function that ends it. */
  onBatch(listener: (batch: Batch) => void): () => void;
  state(): LiveState;
  onState(listener: () => void): () => void;
  start(): () => void;
}

function createLive(): Live {
  let state: LiveState = { live: false, lostAt: null };
  const stateListeners = new Set<() => void>();
  const batches = createBatches();
  const set = (next: LiveState) => {
    state = next;
    for (const tell of stateListeners) tell();
  };
  return {
    onBatch: batches.listen,
    state: () => state,
    onState: (listener) => {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    start: () => {
      let wasLive = false;
      const end = subscribeEvents({
        baseUrl: "",
        open: (url) => {
          const source = new EventSource(url);
          return {
            addEventListener: (type, listener: (event: never) => void) =>
              source.addEventListener(type, (event) => listener(event as never)),
            close: () => source.close(),
          };
        },
        onEvent: (event: StreamEvent) => batches.add(event),
        onReset: () => batches.reset(),
        onLive: (live) => {
          if (live) set({ live: true, lostAt: null });
          else if (state.live || (!wasLive && state.lostAt === null))
            set({ live: false, lostAt: Date.now() });
          wasLive ||= live;
        },
      });
      return () => {
        end();
        batches.end();
      };
    },
  };
}

const LiveContext = createContext<Live | null>(null);

/** Opens the stream once for everything below. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const live = useMemo(createLive, []);
  useEffect(() => live.start(), [live]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

function useLiveSource(): Live {
  const live = useContext(LiveContext);
  if (live === null) throw new Error("LiveProvider is missing above");
  return live;
}

/** Calls `listener` with each batch of changes while the component is shown. Keep the function stable. */
export function useBatches(listener: (batch: Batch) => void): void {
  const live = useLiveSource();
  useEffect(() => live.onBatch(listener), [live, listener]);
}

const before: LiveState = { live: false, lostAt: null };

/** Is the stream up? */
export function useLiveState(): LiveState {
  const live = useLiveSource();
  return useSyncExternalStore(live.onState, live.state, () => before);
}
