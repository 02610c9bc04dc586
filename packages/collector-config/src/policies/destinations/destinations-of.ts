import { currentName } from "../../facts/aliases.js";
import type { Component } from "../../parse/config.js";
import { type ConfigNode, child, descend, isNull } from "../../parse/tree.js";
import type { Place } from "../../text/place.js";
import { isUnknown, switchOf, textsOf } from "../known.js";
import type { Host } from "../patterns/host-pattern.js";
import { readEndpoint } from "./endpoint.js";
import {
  ADDRESS_OPTION,
  ENCRYPTED_BY_DEFAULT,
  GRPC_EXPORTERS,
  HTTP_EXPORTERS,
  LISTENING_EXPORTERS,
  LOCAL_EXPORTERS,
  NO_ADDRESS_OPTION,
  SCHEME_ENCRYPTS,
} from "./exporter-facts.js";

/** One address that an exporter sends to. */
export interface Destination {
  /** Null for a local socket. */
  readonly host: Host | null | "unknown";
  readonly encrypted: boolean | "unknown";
  readonly place: Place;
  readonly path: readonly string[];
}

/** Where an exporter sends. */
export interface Destinations {
  /** `local`: nowhere. `listens`: others fetch. `unknown`: the facts and the options do not say. */
  readonly kind: "network" | "local" | "listens" | "unknown";
  readonly destinations: readonly Destination[];
  /** True where certificates are not checked (`insecure_skip_verify`). */
  readonly unverified: boolean | "unknown";
  /** Where no address is written: whether the component encrypts by itself. */
  readonly encryptedByDefault: boolean;
}

/** Where an exporter's data goes, for a signal that may have an address of its own. Never throws. */
export function destinationsOf(exporter: Component, signal: string): Destinations {
  const type = currentName("exporter", exporter.type);
  const encryptedByDefault = ENCRYPTED_BY_DEFAULT.has(type);
  if (LOCAL_EXPORTERS.has(type))
    return { kind: "local", destinations: [], unverified: false, encryptedByDefault };
  const body =
    type === "load_balancing" ? descend(exporter.body, ["protocol", "otlp"]) : exporter.body;
  const tls = tlsOf(body);
  const addresses =
    type === "load_balancing" ? resolverAddresses(exporter) : addressesOf(exporter, type, signal);
  const destinations = addresses.flatMap(({ node, path }): Destination[] => {
    const endpoint = readEndpoint(node);
    if (endpoint === undefined) return [];
    const encrypted = encrypts(type, endpoint.scheme, tls);
    return [{ host: endpoint.host, encrypted, place: node.place, path }];
  });
  const kind = LISTENING_EXPORTERS.has(type)
    ? "listens"
    : destinations.length > 0
      ? "network"
      : "unknown";
  return { kind, destinations, unverified: tls.unverified, encryptedByDefault };
}

interface Address {
  readonly node: ConfigNode;
  readonly path: readonly string[];
}

/** How deep options are searched for addresses. */
const ADDRESS_DEPTH_MAX = 4;

function addressesOf(exporter: Component, type: string, signal: string): Address[] {
  if (type === "otlp_http") {
    const own = child(exporter.body, `${signal}_endpoint`);
    const key =
      own === undefined || isNull(own) || isEmpty(own) ? "endpoint" : `${signal}_endpoint`;
    const node = child(exporter.body, key);
    return node === undefined ? [] : [{ node, path: [...exporter.path, key] }];
  }
  const found: Address[] = [];
  const walk = (node: ConfigNode, path: readonly string[], depth: number): void => {
    if (node.kind !== "map" || depth > ADDRESS_DEPTH_MAX) return;
    for (const [key, { value }] of node.entries) {
      const at = [...path, key];
      if (ADDRESS_OPTION.test(key) && !NO_ADDRESS_OPTION.test(key))
        for (const item of textsOf(value))
          if (item.kind === "scalar") found.push({ node: item, path: at });
      walk(value, at, depth + 1);
    }
  };
  walk(exporter.body, exporter.path, 0);
  return found;
}

function isEmpty(node: ConfigNode): boolean {
  return node.kind === "scalar" && node.source === "";
}

function resolverAddresses(exporter: Component): Address[] {
  const places = [
    ["resolver", "static", "hostnames"],
    ["resolver", "dns", "hostname"],
    ["resolver", "k8s", "service"],
  ];
  return places.flatMap((place) =>
    textsOf(descend(exporter.body, place)).map((node) => ({
      node,
      path: [...exporter.path, ...place],
    })),
  );
}

interface Tls {
  /** `tls.insecure` with what undoes it taken into account; null where nothing is written about TLS. */
  readonly insecure: boolean | "unknown" | null;
  readonly unverified: boolean | "unknown";
}

function tlsOf(body: ConfigNode | undefined): Tls {
  const tls = child(body, "tls") ?? descend(body, ["auth", "tls"]);
  if (isUnknown(body) || isUnknown(tls)) return { insecure: "unknown", unverified: "unknown" };
  if (tls?.kind !== "map") return { insecure: null, unverified: false };
  const insecure = switchOf(child(tls, "insecure"), false);
  // A certificate authority makes the Collector encrypt all the same.
  const withAuthority = ["ca_file", "ca_pem"].some((key) => {
    const node = child(tls, key);
    return node !== undefined && !isNull(node) && !isEmpty(node) && !isUnknown(node);
  });
  return {
    insecure: insecure === true && withAuthority ? false : insecure,
    unverified: switchOf(child(tls, "insecure_skip_verify"), false),
  };
}

function encrypts(type: string, scheme: string | null, { insecure }: Tls): boolean | "unknown" {
  if (GRPC_EXPORTERS.has(type) || type === "load_balancing") {
    if (scheme === "https" && type !== "load_balancing") return true;
    if (insecure === "unknown") return "unknown";
    return insecure !== true;
  }
  if (scheme === "unknown") return "unknown";
  const byScheme = scheme === null ? undefined : SCHEME_ENCRYPTS[scheme];
  if (byScheme !== undefined) return byScheme;
  if (HTTP_EXPORTERS.has(type)) return scheme === null ? "unknown" : false;
  if (insecure === null) return type === "kafka" ? false : "unknown";
  return insecure === "unknown" ? "unknown" : !insecure;
}
