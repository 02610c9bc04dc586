import { createSecureContext } from "node:tls";
import type { TLSCertificate, TLSConnectionSettings } from "../index.js";
import { type AgentTlsOptions, tlsConnectionOptions } from "./agent-tls.js";
import { cipherName, tlsVersion } from "./tls-words.js";

/** What of an offer the agent decides by itself. */
export interface OfferedTlsOptions {
  /** Takes offers with insecure_skip_verify. Default false: they are refused. */
  readonly allowInsecureSkipVerify?: boolean;
  /** PEM of the private key behind the last certificate request; the server's answer comes without one. */
  certificateKey?(): string | Uint8Array | undefined;
}

/**
 * TLS as an offer wants it. Where the offer is silent about trust, that of `own` stays; a client certificate
 * is used only if the offer has one that is not empty. Throws with the reason, which holds no key.
 */
export function offeredTls(
  settings: TLSConnectionSettings | undefined,
  certificate: TLSCertificate | undefined,
  own: AgentTlsOptions | undefined,
  options: OfferedTlsOptions,
): AgentTlsOptions {
  const { cert: _cert, key: _key, pfx: _pfx, passphrase: _passphrase, ...trust } = own ?? {};
  const made: AgentTlsOptions = {
    ...(settings ? trustOf(settings, own, options) : trust),
    ...(certificate && certificate.cert.length > 0 && identityOf(certificate, options)),
  };
  try {
    createSecureContext(tlsConnectionOptions(made));
  } catch (error) {
    const why = error instanceof Error && "code" in error ? String(error.code) : "not PEM";
    throw new Error(`The offered certificate, key or CA cannot be used: ${why}.`, {
      cause: error,
    });
  }
  return made;
}

function trustOf(
  settings: TLSConnectionSettings,
  own: AgentTlsOptions | undefined,
  options: OfferedTlsOptions,
): AgentTlsOptions {
  const { caPemContents, includeSystemCaCertsPool, minVersion, maxVersion } = settings;
  if (settings.insecureSkipVerify && options.allowInsecureSkipVerify !== true) {
    throw new Error("The offer asks to trust any server (insecure_skip_verify); not allowed here.");
  }
  const ciphers = settings.cipherSuites.map(
    (suite) => cipherName(suite) ?? unknown("cipher suite", suite),
  );
  const version = (text: string) => tlsVersion(text) ?? unknown("TLS version", text);
  return {
    ...(own?.servername !== undefined && { servername: own.servername }),
    ...(caPemContents === "" && !includeSystemCaCertsPool && ownCas(own)),
    ...(caPemContents !== "" && { ca: caPemContents }),
    ...(includeSystemCaCertsPool && { includeSystemCas: true }),
    ...(settings.insecureSkipVerify && { insecureSkipVerify: true }),
    ...(minVersion !== "" && { minVersion: version(minVersion) }),
    ...(maxVersion !== "" && { maxVersion: version(maxVersion) }),
    ...(ciphers.length > 0 && { ciphers: ciphers.join(":") }),
  };
}

/** An offer that names versions or cipher suites alone says nothing about whom to trust. */
function ownCas({ ca, includeSystemCas }: AgentTlsOptions = {}): AgentTlsOptions {
  return {
    ...(ca !== undefined && { ca }),
    ...(includeSystemCas !== undefined && { includeSystemCas }),
  };
}

function identityOf(certificate: TLSCertificate, options: OfferedTlsOptions): AgentTlsOptions {
  const { cert, privateKey, caCert } = certificate;
  const key = privateKey.length > 0 ? privateKey : options.certificateKey?.();
  if (key === undefined) throw new Error("The offered certificate comes without its private key.");
  // The signing CA completes the chain shown to the server; it does not widen whom the agent trusts.
  const chain = Buffer.concat(caCert.length > 0 ? [cert, Buffer.from("\n"), caCert] : [cert]);
  return { cert: chain, key: Buffer.from(key) };
}

function unknown(what: string, name: string): never {
  throw new Error(`This agent does not know the ${what} ${JSON.stringify(name)}.`);
}
