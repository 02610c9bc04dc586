import { BlockList, isIP } from "node:net";
import { type ChooseProxy, proxyUrl } from "./proxy.js";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the customary variables: `HTTPS_PROXY` for wss and https, `HTTP_PROXY` for ws and http, `ALL_PROXY`
 * for both, `NO_PROXY`; lower case goes before upper case. `NO_PROXY` lists host names (their subdomains
 * included), addresses, CIDR ranges, each with a port or without, or `*`. Loopback is never proxied.
 *
 * @param env such as `process.env`; read once
 * @throws OpampError `bad-argument` for a proxy that is no http or https URL, SOCKS among them
 */
export function proxyFromEnvironment(env: Environment): ChooseProxy {
  const read = (name: string) => env[name.toLowerCase()] || env[name] || undefined;
  const all = read("ALL_PROXY");
  const secure = proxyOf(read("HTTPS_PROXY") ?? all);
  // Under CGI the name HTTP_PROXY is a request header, which anybody may set.
  const plain = proxyOf((env["REQUEST_METHOD"] ? env["http_proxy"] : read("HTTP_PROXY")) || all);
  const exceptions = (read("NO_PROXY") ?? "")
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(exceptionOf);
  return (url) => {
    const host = bareHost(url.hostname).toLowerCase();
    const isSecure = url.protocol === "wss:" || url.protocol === "https:";
    const port = url.port || (isSecure ? "443" : "80");
    if (isLoopback(host) || exceptions.some((matches) => matches(host, port))) return undefined;
    return isSecure ? secure : plain;
  };
}

function proxyOf(text: string | undefined) {
  if (text === undefined) return undefined;
  const proxy = { url: text.includes("://") ? text : `http://${text}` };
  proxyUrl(proxy);
  return proxy;
}

function exceptionOf(entry: string): (host: string, port: string) => boolean {
  if (entry === "*") return () => true;
  const range = rangeOf(entry);
  if (range) return (host) => isIP(host) !== 0 && range.check(host, family(host));
  const [, name = "", port] = /^(\[[^\]]*\]|[^:]*|.*:.*:.*?)(?::(\d+))?$/.exec(entry) ?? [];
  const wanted = bareHost(name.toLowerCase()).replace(/^\*?\./, "");
  return (host, hostPort) =>
    (host === wanted || host.endsWith(`.${wanted}`)) && (port === undefined || port === hostPort);
}

function rangeOf(entry: string): BlockList | undefined {
  const [address = "", prefix] = entry.split("/");
  const bits = Number(prefix);
  const kind = isIP(address);
  if (kind === 0 || !Number.isInteger(bits) || bits < 0 || bits > (kind === 4 ? 32 : 128)) {
    return undefined;
  }
  const range = new BlockList();
  range.addSubnet(address, bits, family(address));
  return range;
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

function family(address: string): "ipv4" | "ipv6" {
  return isIP(address) === 6 ? "ipv6" : "ipv4";
}

/** An IPv6 address without its brackets. */
function bareHost(host: string): string {
  return host.replace(/^\[|\]$/g, "");
}
