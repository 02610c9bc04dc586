import { createPublicKey } from "node:crypto";
import type { CertificateRequest, RequestedKey } from "@fleethub/control-plane";
import { parseInstanceUid } from "@fleethub/opamp";
import { x509 } from "./x509.js";

/** Attributes of a subject that agents write their instance UID into: CN, serialNumber and UID. */
const SUBJECT_FIELDS = ["CN", "2.5.4.5", "0.9.2342.19200300.100.1.1"];
const URN = "urn:uuid:";

/** A certificate signing request as it was read. */
export interface ReadRequest {
  readonly facts: CertificateRequest;
  readonly publicKey: x509.PublicKey;
}

/** Reads PKCS#10 in PEM; null where it is none. */
export async function readRequest(bytes: Uint8Array): Promise<ReadRequest | null> {
  const request = parse(bytes);
  if (request === null) return null;
  const { publicKey } = request;
  return {
    publicKey,
    facts: {
      isSignedByItsKey: await isSigned(request),
      key: keyOf(publicKey),
      instanceUids: uidsOf(request),
      asksForAuthority: asksForAuthority(request),
    },
  };
}

function parse(bytes: Uint8Array): x509.Pkcs10CertificateRequest | null {
  try {
    return new x509.Pkcs10CertificateRequest(Buffer.from(bytes).toString("latin1"));
  } catch {
    return null;
  }
}

/** A key that cannot verify has signed nothing. */
async function isSigned(request: x509.Pkcs10CertificateRequest): Promise<boolean> {
  try {
    return await request.verify();
  } catch {
    return false;
  }
}

const CURVE_BITS: Readonly<Record<string, number>> = {
  prime256v1: 256,
  secp384r1: 384,
  secp521r1: 521,
};

function keyOf(publicKey: x509.PublicKey): RequestedKey {
  try {
    const key = createPublicKey({
      key: Buffer.from(publicKey.rawData),
      format: "der",
      type: "spki",
    });
    const { modulusLength = 0, namedCurve = "" } = key.asymmetricKeyDetails ?? {};
    switch (key.asymmetricKeyType) {
      case "rsa":
        return { algorithm: "rsa", bits: modulusLength };
      case "ec":
        return { algorithm: "ec", bits: CURVE_BITS[namedCurve] ?? 0 };
      case "ed25519":
        return { algorithm: "ed25519", bits: 256 };
      default:
        return { algorithm: "other", bits: modulusLength };
    }
  } catch {
    return { algorithm: "other", bits: 0 };
  }
}

/** Every instance UID that subject or alternative names carry. Other names are no claim, and are not copied. */
function uidsOf(request: x509.Pkcs10CertificateRequest): readonly string[] {
  const inSubject = SUBJECT_FIELDS.flatMap((field) => request.subjectName.getField(field));
  const inNames = request.extensions.flatMap((extension) =>
    extension instanceof x509.SubjectAlternativeNameExtension
      ? extension.names.items.map(({ value }) => withoutUrn(value))
      : [],
  );
  const uids = [...inSubject, ...inNames].flatMap((text) => {
    const read = parseInstanceUid(text);
    return read.ok ? [read.value] : [];
  });
  return [...new Set(uids)];
}

const withoutUrn = (name: string) =>
  name.toLowerCase().startsWith(URN) ? name.slice(URN.length) : name;

/** Also by the right to sign certificates. */
function asksForAuthority(request: x509.Pkcs10CertificateRequest): boolean {
  return request.extensions.some(
    (extension) =>
      (extension instanceof x509.BasicConstraintsExtension && extension.ca) ||
      (extension instanceof x509.KeyUsagesExtension &&
        (extension.usages & x509.KeyUsageFlags.keyCertSign) !== 0),
  );
}
