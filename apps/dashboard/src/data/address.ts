"use client";
import { useCallback, useSyncExternalStore } from "react";

/** What is seen is in the address, so any view can be shared. These hooks read and write it in place. */

const CHANGED = "fleethub:address";

const EVENTS = ["popstate", "hashchange", CHANGED];

function subscribe(tell: () => void): () => void {
  for (const event of EVENTS) window.addEventListener(event, tell);
  // A link to this page with another hash is pushed by the router, which none of the events above tells. It pushes
  // while React commits, where nothing may be rendered again.
  const later = () => queueMicrotask(tell);
  const navigation = "navigation" in window ? window.navigation : null;
  navigation?.addEventListener("currententrychange", later);
  return () => {
    for (const event of EVENTS) window.removeEventListener(event, tell);
    navigation?.removeEventListener("currententrychange", later);
  };
}

function write(url: URL): void {
  window.history.replaceState(window.history.state, "", url);
  window.dispatchEvent(new Event(CHANGED));
}

/** One parameter of the query string, `""` where it is absent, and the function that replaces it. */
export function useParam(name: string): readonly [string, (value: string) => void] {
  const value = useSyncExternalStore(
    subscribe,
    () => new URLSearchParams(window.location.search).get(name) ?? "",
    () => "",
  );
  const set = useCallback(
    (next: string) => {
      const url = new URL(window.location.href);
      if (next === "") url.searchParams.delete(name);
      else url.searchParams.set(name, next);
      write(url);
    },
    [name],
  );
  return [value, set];
}

/** The part after `#`, and the function that replaces it. */
export function useHash(): readonly [string, (value: string) => void] {
  const value = useSyncExternalStore(
    subscribe,
    () => window.location.hash.slice(1),
    () => "",
  );
  const set = useCallback((next: string) => {
    const url = new URL(window.location.href);
    url.hash = next;
    write(url);
  }, []);
  return [value, set];
}

/** False while the page is what was exported, true once the browser's address can be read. */
export function useInBrowser(): boolean {
  return useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  );
}
