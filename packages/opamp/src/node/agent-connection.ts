import type http from "node:http";
import type { AgentTlsOptions } from "./agent-tls.js";
import { type ChooseProxy, type ProxyOptions, proxyUrl } from "./proxy.js";
import { proxyTunnel } from "./proxy-tunnel.js";

/** How connections to a server are made, whatever then travels on them. */
export interface NodeConnectionOptions {
  /** Sent with every request and handshake, such as Authorization. Not sent to other hosts after a redirect. */
  readonly headers?: Readonly<Record<string, string>>;
  /** CA, client certificate, server name, versions. */
  readonly tls?: AgentTlsOptions;
  /** Default none; `proxyFromEnvironment(process.env)` follows the customary variables. */
  readonly proxy?: ProxyOptions | ChooseProxy;
  /** Connection pool of the caller's; `proxy` is not used then. */
  readonly agent?: http.Agent;
}

/** Connections through the proxy that the options choose for this URL; undefined where there is none. */
export function tunnelTo(url: URL, { proxy }: NodeConnectionOptions): http.Agent | undefined {
  const chosen = typeof proxy === "function" ? proxy(url) : proxy;
  if (!chosen) return undefined;
  return proxyTunnel(chosen, url.protocol === "wss:" || url.protocol === "https:");
}

/** Throws `bad-argument` for a fixed proxy that is no URL, so that the mistake shows at once. */
export function checkProxy({ proxy }: NodeConnectionOptions): void {
  if (proxy && typeof proxy !== "function") proxyUrl(proxy);
}
