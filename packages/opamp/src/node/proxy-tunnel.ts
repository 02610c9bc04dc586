import http from "node:http";
import https from "node:https";
import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import * as tls from "node:tls";
import { tlsConnectionOptions } from "./agent-tls.js";
import { type ProxyOptions, proxyUrl } from "./proxy.js";

/** Longest wait for a proxy to open the way. */
export const PROXY_TIMEOUT_MS = 30_000;

/**
 * A connection pool whose every connection goes through the proxy by CONNECT. Throws `bad-argument` for a
 * proxy that is no such URL.
 *
 * @param secure whether TLS is spoken with the server behind the proxy
 */
export function proxyTunnel(proxy: ProxyOptions, secure: boolean): http.Agent {
  const url = proxyUrl(proxy);
  const agent = secure ? new https.Agent({ keepAlive: true }) : new http.Agent({ keepAlive: true });
  agent.createConnection = (options: https.RequestOptions, callback) => {
    const target = authority(options.host ?? "", Number(options.port));
    connectThrough(url, proxy, target, (error, socket) => {
      if (error) callback?.(error, socket);
      else callback?.(null, secure ? tls.connect(overTunnel(options, socket)) : socket);
    });
    return undefined;
  };
  return agent;
}

function overTunnel(options: https.RequestOptions, socket: Duplex): tls.ConnectionOptions {
  const { host: _host, port: _port, path: _path, ...rest } = options;
  return { ...rest, socket };
}

/** Opens the way to `target`; a reason names the proxy without its credentials. */
function connectThrough(
  url: URL,
  proxy: ProxyOptions,
  target: string,
  done: (error: Error | null, socket: Duplex) => void,
): void {
  const shown = `the proxy ${url.protocol}//${url.host}`;
  const isSecure = url.protocol === "https:";
  const request = (isSecure ? https : http).request({
    ...(isSecure && tlsConnectionOptions(proxy.tls)),
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: url.port || (isSecure ? 443 : 80),
    method: "CONNECT",
    path: target,
    headers: { ...authorization(url), ...proxy.connectHeaders, host: target },
    agent: false,
    timeout: PROXY_TIMEOUT_MS,
  });
  request.on("connect", ({ statusCode = 0 }, socket: Duplex, head: Buffer) => {
    if (statusCode < 200 || statusCode > 299) {
      const reason = `${shown} refused the way to ${target} with HTTP status ${statusCode}`;
      return done(new Error(reason), socket.destroy());
    }
    if (socket instanceof Socket) socket.setTimeout(0);
    if (head.length > 0) socket.unshift(head);
    done(null, socket);
  });
  request.on("timeout", () => request.destroy(new Error("no answer in time")));
  request.on("error", ({ message }) =>
    done(new Error(`${shown} cannot be used: ${message}`), new Socket()),
  );
  request.end();
}

function authorization({ username, password }: URL): Record<string, string> {
  if (username === "" && password === "") return {};
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { "proxy-authorization": `Basic ${Buffer.from(credentials).toString("base64")}` };
}

function authority(host: string, port: number): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}
