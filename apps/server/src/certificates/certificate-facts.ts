import { X509Certificate } from "node:crypto";
import type { Certificate } from "@fleethub/api";
import { authorityProblem } from "./authority-end.js";
import { readHostName } from "./host-names.js";

/** What a certificate says; times in milliseconds since 1970. */
export interface CertificateFacts {
  readonly subject: string;
  readonly issuer: string;
  /** Names and addresses it is good for, as {@link readHostName} writes them. */
  readonly hostNames: readonly string[];
  /** Lower-case hex. */
  readonly serial: string;
  readonly notBefore: number;
  readonly notAfter: number;
  /** SHA-256 of its bytes, pairs of hex with colons. */
  readonly fingerprint: string;
  readonly isAuthority: boolean;
}

const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/**
 * Every certificate of a PEM text in its order; other blocks are passed over.
 *
 * @throws where one cannot be read
 */
export function readCertificates(pem: string): readonly X509Certificate[] {
  return [...pem.matchAll(PEM_CERTIFICATE)].map(([block]) => new X509Certificate(block));
}

export function factsOf(certificate: X509Certificate): CertificateFacts {
  return {
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    hostNames: hostNamesOf(certificate.subjectAltName),
    serial: certificate.serialNumber.toLowerCase(),
    notBefore: Date.parse(certificate.validFrom),
    notAfter: Date.parse(certificate.validTo),
    fingerprint: certificate.fingerprint256,
    isAuthority: certificate.ca,
  };
}

/** Where its time stands. `expiring`: a third of it is left. */
export function stateOf(
  { notBefore, notAfter }: Pick<CertificateFacts, "notBefore" | "notAfter">,
  now: number,
): Certificate["state"] {
  if (now < notBefore) return "not-yet";
  if (now >= notAfter) return "expired";
  return now >= renewAt({ notBefore, notAfter }) ? "expiring" : "valid";
}

/** An authority is not renewed by itself: it is `expiring` from when what it signs is cut short. */
function stateOfAuthority(facts: CertificateFacts, now: number): Certificate["state"] {
  const state = stateOf(facts, now);
  return state === "expiring" && authorityProblem(facts, now) === null ? "valid" : state;
}

/** When a certificate is due for renewal: two thirds of its time are over. */
export function renewAt({
  notBefore,
  notAfter,
}: Pick<CertificateFacts, "notBefore" | "notAfter">): number {
  return notBefore + ((notAfter - notBefore) * 2) / 3;
}

/** As the API tells it. */
export function presentCertificate(facts: CertificateFacts, now: number): Certificate {
  const { subject, issuer, hostNames, serial, notBefore, notAfter, fingerprint } = facts;
  return {
    subject,
    issuer,
    hostNames: [...hostNames],
    serial,
    notBefore: new Date(notBefore).toISOString(),
    notAfter: new Date(notAfter).toISOString(),
    fingerprint,
    state: facts.isAuthority ? stateOfAuthority(facts, now) : stateOf(facts, now),
  };
}

/** Node writes one attribute a line. */
const oneLine = (name: string | undefined): string => (name ?? "").split("\n").join(", ");

/** `DNS:hub.example.com, IP Address:10.0.0.1`; names in quotes are JSON. */
function hostNamesOf(subjectAltName: string | undefined): readonly string[] {
  const entries = subjectAltName?.match(/(?:[^,"]|"(?:[^"\\]|\\.)*")+/g) ?? [];
  return entries.flatMap((entry) => {
    const value = /^\s*(?:DNS|IP Address):(.+)$/.exec(entry)?.[1];
    const name = value === undefined ? null : readHostName(value);
    return name === null ? [] : [name];
  });
}
