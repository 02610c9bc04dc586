import { currentName } from "../../facts/aliases.js";
import { LISTENERS } from "../../facts/listeners.js";
import type { Component } from "../../parse/config.js";
import { child, type ConfigNode, descend } from "../../parse/tree.js";
import { isLoopback, readAddress } from "../../text/address.js";
import type { Outcome } from "../consequence.js";
import { isBool, leavesOf } from "./leaves.js";
import { about, type Touched } from "./touched.js";

/** Encryption and verification of transport that went off or came back. */
export function transportOutcomes(touched: readonly Touched[]): readonly Outcome[] {
  return touched.flatMap((one): readonly Outcome[] => {
    if (one.before === undefined || one.after === undefined) return [];
    return [
      ...turned(one, "encryption", plainPaths(one.before), plainPaths(one.after)),
      ...serverTls(one, one.before, one.after),
      ...turned(one, "verification", unverified(one.before), unverified(one.after)),
    ];
  });
}

/** True where the options say that an exporter sends in clear to another host. */
export function isPlain(component: Component): boolean {
  return plainPaths(component).length > 0;
}

function turned(
  one: Touched,
  what: "encryption" | "verification",
  was: readonly string[],
  is: readonly string[],
): readonly Outcome[] {
  const lost = is.filter((path) => !was.includes(path));
  const gained = was.filter((path) => !is.includes(path));
  // The same connection may say so at another option: `http://` and `tls.insecure`.
  if (lost.length > 0 && gained.length === 0)
    return [{ kind: `${what}-lost`, ...about(one), paths: lost }];
  return gained.length > 0 && lost.length === 0
    ? [{ kind: `${what}-gained`, ...about(one), paths: gained }]
    : [];
}

/** Types that speak in clear unless `tls` is there. */
const TLS_WHEN_WRITTEN: ReadonlySet<string> = new Set(["kafka", "syslog", "carbon"]);

function plainPaths({ class: kind, type, body }: Component): readonly string[] {
  const plain = leavesOf(body).flatMap(({ key, path, node }) => {
    const off = key === "insecure" && path.at(-2) === "tls" && isBool(node, true);
    const address =
      kind === "exporter" && /endpoint|^url$/.test(key) && node.type === "text"
        ? readAddress(node.source)
        : undefined;
    const clear = address?.scheme === "http" && !isLoopback(address.host);
    return off || clear ? [path.join(".")] : [];
  });
  const never =
    kind === "exporter" &&
    TLS_WHEN_WRITTEN.has(currentName(kind, type)) &&
    child(body, "tls") === undefined &&
    descend(body, ["auth", "tls"]) === undefined;
  return never ? [...plain, "tls"] : plain;
}

function unverified({ body }: Component): readonly string[] {
  return leavesOf(body)
    .filter(({ key, node }) => key === "insecure_skip_verify" && isBool(node, true))
    .map(({ path }) => path.join("."));
}

/** Listeners that spoke TLS and do not, or the other way round. */
function serverTls(one: Touched, before: Component, after: Component): readonly Outcome[] {
  if (one.class !== "receiver" && one.class !== "extension") return [];
  const listeners = LISTENERS.filter(
    (each) => each.class === one.class && each.type === currentName(one.class, before.type),
  );
  const change = (had: Component, has: Component) =>
    listeners.flatMap(({ within = [] }) => {
      const path = [...within, "tls"];
      const stays = descend(has.body, within) !== undefined;
      return stays && isMap(descend(had.body, path)) && !isMap(descend(has.body, path))
        ? [path.join(".")]
        : [];
    });
  const [lost, gained] = [change(before, after), change(after, before)];
  return [
    ...(lost.length > 0 ? [{ kind: "encryption-lost" as const, ...about(one), paths: lost }] : []),
    ...(gained.length > 0
      ? [{ kind: "encryption-gained" as const, ...about(one), paths: gained }]
      : []),
  ];
}

const isMap = (node: ConfigNode | undefined) => node?.kind === "map";
