import { IncomingMessage } from "node:http";
import { type PeerCertificate, TLSSocket } from "node:tls";
import type { AdmissionRequest } from "../server/index.js";

/**
 * Whose certificate a peer came with, for `admit`: it holds the key and one of the server's CAs signed it. Undefined without
 * TLS, without a certificate, and where it was not verified (`rejectUnauthorized: false`). The server must ask for
 * one: `requestCert: true`.
 */
export function clientCertificateOf({
  platformRequest,
}: AdmissionRequest): PeerCertificate | undefined {
  if (!(platformRequest instanceof IncomingMessage)) return undefined;
  const { socket } = platformRequest;
  if (!(socket instanceof TLSSocket) || !socket.authorized) return undefined;
  const certificate = socket.getPeerCertificate();
  return certificate.raw === undefined ? undefined : certificate;
}
