import { type AgentTransport, type SettingsApplier, verifiedSettings } from "../agent/index.js";
import type { Headers, OpAMPConnectionSettings, ProxyConnectionSettings } from "../index.js";
import { type NodeTransportOptions, nodeTransport } from "./agent-transport.js";
import { type OfferedTlsOptions, offeredTls } from "./offered-tls.js";
import type { ProxyOptions } from "./proxy.js";

/** How offers of OpAMP connection settings are taken. */
export interface NodeSettingsOptions extends OfferedTlsOptions {
  /** How long the server there may take to answer. Default TRIAL_TIMEOUT_MS_DEFAULT. */
  readonly trialTimeoutMs?: number;
}

/**
 * `verifiedSettings` with transports of Node: every offer is tried beside the connection in use, and takes
 * over only when the server has answered there.
 *
 * @param own what holds where an offer is silent: trust, server name, proxy and limits, but never headers or a
 *   client certificate
 */
export function nodeConnectionSettings(
  own: Omit<NodeTransportOptions, "endpoint">,
  options: NodeSettingsOptions = {},
): SettingsApplier {
  return verifiedSettings({
    transport: (settings) => ({
      ok: true,
      transport: offeredTransport(settings, own, options),
    }),
    ...(options.trialTimeoutMs !== undefined && { timeoutMs: options.trialTimeoutMs }),
  });
}

/**
 * The transport that settings describe, for a start with settings that were applied and persisted. Opens
 * nothing. Throws with a reason fit for a status: it holds no header, key or password.
 */
export function offeredTransport(
  settings: OpAMPConnectionSettings,
  own: Omit<NodeTransportOptions, "endpoint">,
  options: NodeSettingsOptions = {},
): AgentTransport {
  const { agent: _agent, headers: _headers, ...rest } = own;
  const proxy = offeredProxy(settings.proxy);
  return nodeTransport({
    ...rest,
    endpoint: settings.destinationEndpoint,
    headers: headersOf(settings.headers),
    tls: offeredTls(settings.tls, settings.certificate, own.tls, options),
    ...(proxy && { proxy }),
  });
}

function offeredProxy(settings: ProxyConnectionSettings | undefined): ProxyOptions | undefined {
  if (!settings || settings.url === "") return undefined;
  return { url: settings.url, connectHeaders: headersOf(settings.connectHeaders) };
}

/** A name that comes twice has both values, as HTTP reads them. */
function headersOf(headers: Headers | undefined): Record<string, string> {
  const made = new Map<string, string>();
  for (const { key, value } of headers?.headers ?? []) {
    const name = key.toLowerCase();
    const before = made.get(name);
    made.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return Object.fromEntries(made);
}
