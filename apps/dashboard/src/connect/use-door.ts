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
  const own = hub.agentsLoopbackOnly ? "127.0.0.1" : ownHost(hub, window.location.hostname);
  const host = written ?? own;
  const valid = host !== "" && hostProblem(host) === undefined;
  return {
    door: {
      host: valid ? host : own,
      port: hub.agentsPort,
      path: hub.agentsPath,
      secure: hub.agentsTls !== "off",
    },
    host,
    setHost,
  };
}

const LOOPBACK = ["localhost", "127.0.0.1", "::1"];

/** Exported for its test: over TLS a name that the certificate is good for, the page's own where it is one. */
export function ownHost({ hostNames }: Pick<Hub, "hostNames">, page: string): string {
  const usable = hostNames.filter((name) => !LOOPBACK.includes(name) && !name.startsWith("*."));
  const [first = page] = hostNames.includes(page) && !LOOPBACK.includes(page) ? [page] : usable;
  return first.includes(":") && !first.startsWith("[") ? `[${first}]` : first;
}

/** Exported for its test: says where a certificate is not good for a host; undefined where it is, or there is none. */
export function nameProblem(
  { agentsTls, hostNames }: Pick<Hub, "agentsTls" | "hostNames">,
  host: string,
): string | undefined {
  if (agentsTls === "off" || host === "") return undefined;
  const bare = host.replace(/^\[(.*)\]$/, "$1").toLowerCase();
  const covers = hostNames.some(
    (name) => name === bare || (name.startsWith("*.") && bare.replace(/^[^.]+/, "*") === name),
  );
  if (covers) return undefined;
  const known = hostNames.filter((name) => !LOOPBACK.includes(name)).join(", ");
  return `The hub’s certificate is for ${known || "its own machine"}: agents would refuse this name. Add it with fleethub certs renew --host ${bare}`;
}
