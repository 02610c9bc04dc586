import * as tls from "node:tls";

/** TLS towards a server or a proxy: what `tls.connect` takes, and two things it has no word for. */
export interface AgentTlsOptions extends tls.ConnectionOptions {
  /** Trusts the system's authorities beside those in `ca`. Default: only where `ca` is absent. */
  readonly includeSystemCas?: boolean;
  /** Takes any certificate for any host. For experiments: whoever is on the way can read and speak along. */
  readonly insecureSkipVerify?: boolean;
}

/** The options as `tls.connect` wants them. */
export function tlsConnectionOptions(options: AgentTlsOptions = {}): tls.ConnectionOptions {
  const { includeSystemCas, insecureSkipVerify, ...rest } = options;
  return {
    ...rest,
    ...(includeSystemCas && rest.ca !== undefined && { ca: [...listOf(rest.ca), ...systemCas()] }),
    ...(insecureSkipVerify && { rejectUnauthorized: false }),
  };
}

/**
 * Authorities that are trusted by default, in PEM: on Node 22.15 and newer with those of the operating
 * system, otherwise those that Node brings along.
 */
function systemCas(): readonly string[] {
  const read: unknown = Reflect.get(tls, "getCACertificates");
  if (typeof read !== "function") return tls.rootCertificates;
  const texts: unknown[] = [...read("default"), ...read("system")];
  return [...new Set(texts.filter((text) => typeof text === "string"))];
}

function listOf<T>(value: T | T[]): T[] {
  return Array.isArray(value) ? value : [value];
}
