import { X509Certificate, generateKeyPairSync, webcrypto } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createAuthority } from "./create-authority.js";
import { EC_P256, ECDSA_SHA256 } from "./keys.js";
import { makeAuthority } from "./make-authority.js";
import { x509 } from "./x509.js";

const UID = "0192f1c8-7a3b-7c4d-8e5f-001122334455";
const OTHER = "0192f1c8-7a3b-7c4d-8e5f-aabbccddeeff";
const NOW = Date.UTC(2026, 10, 23);
const GRANT = {
  instanceUid: UID,
  agentId: OTHER,
  serial: "401",
  notBefore: NOW,
  notAfter: NOW + 86_400_000,
};

const bytes = (text: string) => new TextEncoder().encode(text);

async function request(
  name: string,
  extensions: x509.Extension[] = [],
  algorithm: Parameters<typeof webcrypto.subtle.generateKey>[0] = EC_P256,
  signing: object = ECDSA_SHA256,
) {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  if (!("privateKey" in keys)) throw new Error("No pair was made.");
  const signingAlgorithm = { ...Object(algorithm), ...signing };
  const made = { name, keys, signingAlgorithm, extensions };
  const csr = await x509.Pkcs10CertificateRequestGenerator.create(made);
  return { csr, keys, pem: bytes(csr.toString("pem")) };
}

const opened = async () => {
  const authority = await makeAuthority(NOW);
  return { authority, port: createAuthority(authority) };
};

describe("the authority", () => {
  test("R-02 certifies the key of the request, which stays with the agent, for its UID alone", async () => {
    const { authority, port } = await opened();
    const { keys, pem } = await request(`CN=${UID}`);
    const certificate = new X509Certificate(await port.issue(pem, GRANT));
    const issuer = new X509Certificate(authority.certPem);
    expect(certificate.verify(issuer.publicKey)).toBe(true);
    expect(certificate.checkIssued(issuer)).toBe(true);
    const spki = Buffer.from(await webcrypto.subtle.exportKey("spki", keys.publicKey));
    expect(certificate.publicKey.export({ format: "der", type: "spki" })).toEqual(spki);
    expect(certificate.subject).toBe(`CN=${UID}`);
    expect(certificate.subjectAltName).toBe(`URI:urn:uuid:${UID}, URI:urn:fleethub:agent:${OTHER}`);
    expect(certificate.serialNumber).toBe("0401");
    expect(Date.parse(certificate.validTo)).toBe(GRANT.notAfter);
    expect(certificate.keyUsage).toEqual(["1.3.6.1.5.5.7.3.2"]);
  });

  test("R-04 names every instance UID that a request carries", async () => {
    const { port } = await opened();
    const names = new x509.SubjectAlternativeNameExtension([
      { type: "url", value: `urn:uuid:${OTHER}` },
      { type: "dns", value: "host.example.com" },
    ]);
    const { pem } = await request(`CN=${UID.toUpperCase()}`, [names]);
    expect((await port.read(pem))?.instanceUids).toEqual([UID, OTHER]);
    const unnamed = await request("CN=otelcol, O=Example");
    expect((await port.read(unnamed.pem))?.instanceUids).toEqual([]);
  });

  test("R-08 tells CA:TRUE and the right to sign, and copies no extension", async () => {
    const { port } = await opened();
    const ca = new x509.BasicConstraintsExtension(true, 3, true);
    const signs = new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true);
    const server = new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]);
    for (const extension of [ca, signs]) {
      const { pem } = await request(`CN=${UID}`, [extension]);
      expect((await port.read(pem))?.asksForAuthority).toBe(true);
    }
    const { pem } = await request(`CN=${UID}`, [ca, signs, server]);
    const certificate = new X509Certificate(await port.issue(pem, GRANT));
    expect(certificate.ca).toBe(false);
    expect(certificate.keyUsage).toEqual(["1.3.6.1.5.5.7.3.2"]);
    const { pem: plain } = await request(`CN=${UID}`, [server]);
    expect((await port.read(plain))?.asksForAuthority).toBe(false);
  });

  test("R-08 tells a signature of another key", async () => {
    const { port } = await opened();
    const { csr, pem } = await request(`CN=${UID}`);
    expect((await port.read(pem))?.isSignedByItsKey).toBe(true);
    const raw = Buffer.from(csr.rawData);
    const last = raw.length - 1;
    raw[last] = (raw[last] ?? 0) ^ 1;
    const bad = bytes(new x509.Pkcs10CertificateRequest(raw).toString("pem"));
    expect((await port.read(bad))?.isSignedByItsKey).toBe(false);
  });

  test("R-08 tells what kind of key it is, and how long", async () => {
    const { port } = await opened();
    const rsa = {
      name: "RSASSA-PKCS1-v1_5",
      modulusLength: 1_024,
      publicExponent: new Uint8Array([1, 0, 1]),
      hash: "SHA-256",
    };
    const weak = await request(`CN=${UID}`, [], rsa, {});
    const p384 = { name: "ECDSA", namedCurve: "P-384" };
    const long = await request(`CN=${UID}`, [], p384, { hash: "SHA-384" });
    const edwards = await request(`CN=${UID}`, [], { name: "Ed25519" }, {});
    const keys = await Promise.all([weak, long, edwards].map(({ pem }) => port.read(pem)));
    expect(keys.map((read) => [read?.key, read?.isSignedByItsKey])).toEqual([
      [{ algorithm: "rsa", bits: 1_024 }, true],
      [{ algorithm: "ec", bits: 384 }, true],
      [{ algorithm: "ed25519", bits: 256 }, true],
    ]);
  });

  test("R-03 reads nothing where there is no request", async () => {
    const { port } = await opened();
    const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const key = publicKey.export({ format: "pem", type: "spki" }).toString();
    for (const text of ["", "hello", "-----BEGIN CERTIFICATE REQUEST-----\nAA==\n", key]) {
      expect(await port.read(bytes(text)), text).toBeNull();
    }
  });
});
