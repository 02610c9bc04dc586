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
import { hub } from "./hub";
import { onceSignedIn } from "./signed-out";

/** How long after a refusal the stream is asked for again. */
const REOPEN_MS = 2_000;

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
      let reopening = false;
      const onLive = (live: boolean) => {
        if (live) set({ live: true, lostAt: null });
        else if (state.live || (!wasLive && state.lostAt === null))
          set({ live: false, lostAt: Date.now() });
        // Where to resume was lost with the stream before this one.
        if (live && reopening) batches.reset();
        reopening = reopening && !live;
        wasLive ||= live;
      };
      const end = keepOpen(
        (refused) => {
          return subscribeEvents({
            baseUrl: "",
            open: (url) => openSource(url, refused),
            onEvent: (event: StreamEvent) => batches.add(event),
            onReset: () => batches.reset(),
            onLive,
          });
        },
        () => {
          reopening = true;
        },
      );
      return () => {
        end();
        batches.end();
      };
    },
  };
}

/** A stream of the browser. It goes on by itself while the network fails; `refused` is called when it will not. */
function openSource(url: string, refused: () => void) {
  const source = new EventSource(url);
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED) refused();
  });
  return {
    addEventListener: (type: string, listener: (event: never) => void) =>
      source.addEventListener(type, (event) => listener(event as never)),
    close: () => source.close(),
  };
}

/**
 * Opens, and opens anew whenever the hub refused: once somebody is signed in again where that was the reason, else after
 * some seconds. Returns the function that ends it.
 */
function keepOpen(open: (refused: () => void) => () => void, onReopen: () => void): () => void {
  let ended = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let giveUp = () => {};
  let close = () => {};
  const run = () => {
    close = open(() => {
      close();
      // The stream does not say why; any other request does, and notes it.
      void hub.getSession().then(() => {
        timer = setTimeout(() => {
          giveUp = onceSignedIn(() => {
            if (ended) return;
            onReopen();
            run();
          });
        }, REOPEN_MS);
      });
    });
  };
  run();
  return () => {
    ended = true;
    clearTimeout(timer);
    giveUp();
    close();
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
