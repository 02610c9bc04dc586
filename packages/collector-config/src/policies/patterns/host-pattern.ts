import { globMatches } from "./glob.js";

/** Where data is sent: a host name or address, and the port where it is known. */
export interface Host {
  /** Lower case, without brackets and without a final dot. */
  readonly name: string;
  readonly port: number | null;
}

/**
 * Whether a host matches one of these patterns: a name (`tempo`, `*.example.com`, which does not match `example.com`),
 * an address or a range of them (`10.0.0.0/8`), each with `:port` or without; `localhost` also matches the loopback
 * addresses. A pattern with a port matches only where the port is known and equal.
 */
export function matchesHosts(host: Host, patterns: readonly string[]): boolean {
  return patterns.some((each) => matchesHost(host, each.toLowerCase()));
}

function matchesHost(host: Host, pattern: string): boolean {
  const { name, port } = splitPort(pattern);
  if (port !== null && port !== host.port) return false;
  if (name === "localhost") return isLoopback(host.name);
  if (name.includes("/")) return inRange(host.name, name);
  return globMatches(name, host.name);
}

/** Whether data stays on the machine: `localhost`, 127.0.0.0/8, ::1. */
export function isLoopback(name: string): boolean {
  return (
    name === "localhost" ||
    name.endsWith(".localhost") ||
    name === "::1" ||
    name === "0:0:0:0:0:0:0:1" ||
    inRange(name, "127.0.0.0/8")
  );
}

/** `host:port`, `[::1]:port` or a bare host, as written. The port is null where there is none. */
export function splitPort(text: string): { readonly name: string; readonly port: number | null } {
  const bracketed = /^\[([^\]]*)\](?::(\d+))?$/.exec(text);
  if (bracketed !== null) return { name: bracketed[1] ?? "", port: portOf(bracketed[2]) };
  const match = /^([^:]*):(\d+)$/.exec(text);
  if (match === null) return { name: text, port: null };
  return { name: match[1] ?? "", port: portOf(match[2]) };
}

function portOf(text: string | undefined): number | null {
  return text === undefined ? null : Number(text);
}

function inRange(address: string, range: string): boolean {
  const [base = "", bits = ""] = range.split("/");
  const [a, b] = [ipv4(address), ipv4(base)];
  const length = Number(bits);
  if (a === undefined || b === undefined || bits === "" || length > 32) return false;
  const shift = 2 ** (32 - length);
  return Math.floor(a / shift) === Math.floor(b / shift);
}

function ipv4(text: string): number | undefined {
  const parts = text.split(".");
  if (parts.length !== 4) return undefined;
  let sum = 0;
  for (const part of parts) {
    if (!/^\d{1,3}$/.test(part) || Number(part) > 255) return undefined;
    sum = sum * 256 + Number(part);
  }
  return sum;
}

const HOST =
  /^(?:\[[0-9a-f:.]+\]|[0-9a-z_*](?:[0-9a-z_.*-]*)|\d{1,3}(?:\.\d{1,3}){3}\/(?:[0-9]|[12]\d|3[0-2]))(?::\d{1,5})?$/i;

/** What is wrong with a host pattern, or undefined. */
export function hostPatternProblem(pattern: string): string | undefined {
  if (HOST.test(pattern)) return undefined;
  return `"${pattern}" is no host pattern: a host, *.domain, an address or a range like 10.0.0.0/8, each with :port or without`;
}
