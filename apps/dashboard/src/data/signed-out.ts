"use client";
import { useSyncExternalStore } from "react";

/** Why the hub answers nobody here: no session holds, or it has no administrator yet. */
export type SignedOut = "not-signed-in" | "first-run";

let state: SignedOut | null = null;
const listeners = new Set<() => void>();

function set(next: SignedOut | null): void {
  if (state === next) return;
  state = next;
  for (const tell of listeners) tell();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Notes that the hub refused a request for want of a session. */
export const noteSignedOut = (why: SignedOut) => set(why);

/** Notes that a session holds again, so that what waits may go on. */
export const noteSignedIn = () => set(null);

/** Calls `act` as soon as a session holds, at once where none is missing. Returns the function that gives up. */
export function onceSignedIn(act: () => void): () => void {
  if (state === null) {
    act();
    return () => {};
  }
  const end = subscribe(() => {
    if (state !== null) return;
    end();
    act();
  });
  return end;
}

/** Why the hub answers nobody here; null while it answers. */
export function useSignedOut(): SignedOut | null {
  return useSyncExternalStore(
    subscribe,
    () => state,
    () => null,
  );
}
