import type { ConfigNode } from "../../parse/tree.js";
import { isNull } from "../../parse/tree.js";
import { REDACTED } from "../../redact/marker.js";
import { type Host, splitPort } from "../patterns/host-pattern.js";

/** An address as an exporter has it. */
export interface Endpoint {
  /** Lower case, without `://`. Null where none is written; "unknown" where only the agent knows. */
  readonly scheme: string | null | "unknown";
  /** Null for a local socket; "unknown" where only the agent knows it. */
  readonly host: Host | null | "unknown";
}

/** Stands for what only the agent knows. */
const HOLE = "\uE000";

/** Reads `scheme://user@host:port/path`, `host:port` and the like; undefined where nothing is written. */
export function readEndpoint(node: ConfigNode | undefined): Endpoint | undefined {
  if (node?.kind !== "scalar" || isNull(node) || node.source.trim() === "") return undefined;
  let text = node.source.trim().replaceAll(REDACTED, HOLE);
  for (const { raw } of node.references) text = text.replace(raw, HOLE);
  const match = /^([^/:?#]*):\/\/(.*)$/s.exec(text);
  // A hole before the host may bring a scheme with it.
  const scheme = match === null ? (text.startsWith(HOLE) ? "unknown" : null) : (match[1] ?? "");
  const rest = match?.[2] ?? text;
  const known = scheme === null || scheme.includes(HOLE) || scheme === "unknown" ? null : scheme;
  return {
    scheme: scheme?.includes(HOLE) === true ? "unknown" : (scheme?.toLowerCase() ?? null),
    host: hostOf(rest, known?.toLowerCase() ?? null),
  };
}

function hostOf(text: string, scheme: string | null): Host | null | "unknown" {
  if (scheme === "unix" || scheme === "npipe" || text.startsWith("unix:")) return null;
  // `dns:///host:port` and `passthrough:///host:port`: what stands before the host is a resolver.
  const rest =
    /^[^/]*\/(?=[^/])/.test(text) && RESOLVERS.has(scheme ?? "")
      ? text.slice(text.indexOf("/") + 1)
      : text;
  const authority = rest.split(/[/?#]/)[0] ?? "";
  const address = authority.slice(authority.lastIndexOf("@") + 1);
  const { name, port } = splitPort(address);
  const [bare = ""] = name.split(":");
  const host = name.includes("::") || !name.includes(":") ? name : bare;
  if (host === "" || host.includes(HOLE)) return "unknown";
  return { name: host.toLowerCase().replace(/\.$/, ""), port };
}

const RESOLVERS: ReadonlySet<string> = new Set(["dns", "passthrough", "xds"]);
