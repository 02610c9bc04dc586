import type { AgentSort } from "@fleethub/api";

const KEYS = ["trouble", "name", "host", "version", "type", "sync", "health", "lastSeen"] as const;

/** The order that an address asks for; trouble first where it names none that exists. */
export function readSort(text: string): AgentSort {
  const key = KEYS.find((one) => text === one || text === `-${one}`);
  if (key === undefined) return "trouble";
  return text.startsWith("-") ? `-${key}` : key;
}
