import { currentName } from "../../facts/aliases.js";
import { LISTENERS } from "../../facts/listeners.js";
import type { Component } from "../../parse/config.js";
import { type Address, readAddress } from "../../text/address.js";
import type { Outcome } from "../consequence.js";
import { once } from "../once.js";
import type { Side } from "../side.js";
import { leavesOf } from "./leaves.js";
import { isPlain } from "./transport.js";
import { about, type Touched } from "./touched.js";

/** Exporters that send elsewhere, and those that came with a host of their own. */
export function hostOutcomes(before: Side, touched: readonly Touched[]): readonly Outcome[] {
  let known: ReadonlySet<string> | undefined;
  const isNew = (host: string) => {
    known ??= hostsOf(before);
    return !known.has(host);
  };
  return touched.flatMap((one): readonly Outcome[] => {
    if (one.class !== "exporter" || one.after === undefined) return [];
    const now = destinationsOf(one.after);
    if (one.before === undefined)
      return [...new Set(now.map(({ host }) => host))].filter(isNew).map((host) => ({
        kind: "host-gained",
        ...about(one),
        host,
        encrypted: one.after === undefined ? null : encrypted(one.after, now),
      }));
    const [was, is] = [destinationsOf(one.before), now].map((all) => [
      ...new Set(all.map(({ shown }) => shown)),
    ]);
    if (was === undefined || is === undefined || was.join("\n") === is.join("\n")) return [];
    const newHosts = [...new Set(now.map(({ host }) => host))].filter(isNew);
    return [{ kind: "endpoint-changed", ...about(one), before: was, after: is, newHosts }];
  });
}

interface Destination {
  readonly host: string;
  /** With the port, where one is written. */
  readonly shown: string;
  readonly address: Address;
}

const ENDPOINT =
  /^((traces|metrics|logs|profiles)_)?endpoints?$|^(urls?|brokers|hosts?|addr|server)$/;
const LISTENING: ReadonlySet<string> = new Set(
  LISTENERS.filter((one) => one.class === "exporter").map((one) => one.type),
);

/** Where an exporter's options say that it sends. */
const destinationsOf = once(({ type, body }: Component): readonly Destination[] => {
  if (LISTENING.has(currentName("exporter", type))) return [];
  return leavesOf(body).flatMap(({ key, path, node }) => {
    const deep = path.length > 3 || path.includes("auth") || path.includes("tls");
    if (!ENDPOINT.test(key) || deep || node.type !== "text") return [];
    const address = readAddress(node.source);
    if (address === undefined || address.host === "") return [];
    const host = address.host.toLowerCase();
    const shown = address.port === undefined ? host : `${host}:${address.port}`;
    return [{ host, shown, address }];
  });
});

function hostsOf({ config, running }: Side): ReadonlySet<string> {
  const hosts = new Set<string>();
  for (const one of config.components)
    if (one.class === "exporter" && running.has(`exporter ${one.id}`))
      for (const { host } of destinationsOf(one)) hosts.add(host);
  return hosts;
}

function encrypted(component: Component, destinations: readonly Destination[]): boolean | null {
  if (isPlain(component)) return false;
  const known = destinations.every(({ address }) => address.scheme === "https");
  return known || /^otlp(_grpc)?$/.test(component.type) ? true : null;
}
