"use client";
import { useEffect, useState } from "react";

/**
 * The token that a one-time link carries after `#`, which browsers send to nobody. It is taken out of the address at
 * once, so that it stands neither in the history nor in what is copied; a reload forgets it. Null until the address was
 * read, `""` where it holds none.
 */
export function useTokenInHash(): string | null {
  const [token, setToken] = useState<string | null>(null);
  useEffect(() => {
    const { hash, pathname, search } = window.location;
    // React runs an effect twice in development; by the second time the address is clean.
    setToken((held) => held || (new URLSearchParams(hash.slice(1)).get("token") ?? ""));
    if (hash !== "") window.history.replaceState(window.history.state, "", pathname + search);
  }, []);
  return token;
}
