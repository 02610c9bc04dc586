import { OpampError } from "../index.js";
import type { AgentTlsOptions } from "./agent-tls.js";

/** An HTTP proxy that is asked to CONNECT, for encrypted and plain connections alike. */
export interface ProxyOptions {
  /** `http:` or `https:` URL; user and password in it become Proxy-Authorization. */
  readonly url: string;
  /** Sent with CONNECT. */
  readonly connectHeaders?: Readonly<Record<string, string>>;
  /** TLS towards an `https:` proxy. */
  readonly tls?: AgentTlsOptions;
}

/** Which proxy leads to a URL, if any. */
export type ChooseProxy = (url: URL) => ProxyOptions | undefined;

/** The URL of a proxy. Throws `bad-argument` for one that is none; the message does not repeat it. */
export function proxyUrl({ url }: ProxyOptions): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol === "http:" || parsed?.protocol === "https:") return parsed;
  throw new OpampError(
    "bad-argument",
    "A proxy must be a URL that begins with http:// or https://",
  );
}
