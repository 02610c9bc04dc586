"use client";
import type { Hub } from "@fleethub/api";
import { useState } from "react";
import { useInBrowser } from "../data/address";
import type { Door } from "./templates";

const HOST = /^(?:[a-z0-9][a-z0-9._-]*|\[[0-9a-f:.]+\])$/i;

/** What is wrong with a host as it was written; undefined where nothing is. */
export function hostProblem(host: string): string | undefined {
  if (host === "" || HOST.test(host)) return undefined;
  return host.includes(":") && /^[0-9a-f:.]+$/i.test(host)
    ? "An IPv6 address stands in brackets"
    : "Only a name or an address, without scheme, port or path";
}

/** Where agents reach the hub, and the text of the field that says so. */
export interface DoorField {
  /** The page's own host name holds until another is written. */
  readonly door: Door;
  readonly host: string;
  readonly setHost: (host: string) => void;
}

/** Null until the hub has said where it listens. */
export function useDoor(hub: Hub | undefined): DoorField | null {
  const inBrowser = useInBrowser();
  const [written, setHost] = useState<string | null>(null);
  if (hub === undefined || !inBrowser) return null;
  const own = hub.agentsLoopbackOnly ? "127.0.0.1" : window.location.hostname;
  const host = written ?? own;
  const valid = host !== "" && hostProblem(host) === undefined;
  return {
    door: { host: valid ? host : own, port: hub.agentsPort, path: hub.agentsPath },
    host,
    setHost,
  };
}
