import { describe, expect, test } from "vitest";
import type { CertificateRequest } from "./authority.js";
import {
  AGENT_CERTIFICATE_LIFETIME_MS,
  CERTIFICATES_UNTAKEN_MS,
  CLOCK_DIFFERENCE_MS,
  type CertificateAsker,
  decideCertificateRequest,
} from "./decide-request.js";

const UID = "0192f1c8-7a3b-7c4d-8e5f-001122334455";
const OTHER = "0192f1c8-7a3b-7c4d-8e5f-aabbccddeeff";
const NOW = Date.UTC(2026, 10, 23);

const GOOD: CertificateRequest = {
  isSignedByItsKey: true,
  key: { algorithm: "ec", bits: 256 },
  instanceUids: [UID],
  asksForAuthority: false,
};
const ASKER: CertificateAsker = {
  instanceUid: UID,
  admission: "admitted",
  acceptsSettings: true,
  untakenMadeAt: [],
};

const decide = (
  request: Partial<CertificateRequest> = {},
  asker: Partial<CertificateAsker> = {},
  authorityEndsAt = Number.POSITIVE_INFINITY,
) =>
  decideCertificateRequest({ ...GOOD, ...request }, { ...ASKER, ...asker }, NOW, authorityEndsAt);

const reasonOf = (decision: ReturnType<typeof decide>) =>
  decision.kind === "refused" ? decision.reason : decision.kind;

describe("a certificate request", () => {
  test("R-02 is granted for 90 days, and from an hour ago for clocks that are behind", () => {
    expect(decide()).toEqual({
      kind: "issue",
      notBefore: NOW - CLOCK_DIFFERENCE_MS,
      notAfter: NOW + AGENT_CERTIFICATE_LIFETIME_MS,
    });
    expect(AGENT_CERTIFICATE_LIFETIME_MS / 86_400_000).toBe(90);
  });

  test("R-02 is granted no longer than the authority lasts, and refused once that has ended", () => {
    expect(decide({}, {}, NOW + 1_000)).toMatchObject({ kind: "issue", notAfter: NOW + 1_000 });
    expect(reasonOf(decide({}, {}, NOW))).toContain("makes another one");
  });

  test("R-02 an agent that asks again and again and takes none waits", () => {
    const untakenMadeAt = [NOW - 1, NOW - CERTIFICATES_UNTAKEN_MS];
    expect(decide({}, { untakenMadeAt }).kind).toBe("issue");
    const more = [...untakenMadeAt, NOW - 2];
    expect(reasonOf(decide({}, { untakenMadeAt: more }))).toContain("come with the last one");
  });

  test("R-02 need not name the instance UID: the hub writes it", () => {
    expect(decide({ instanceUids: [] }).kind).toBe("issue");
  });

  test("R-03 is refused with a reason where it cannot be read or granted", () => {
    expect(
      reasonOf(decideCertificateRequest(null, ASKER, NOW, Number.POSITIVE_INFINITY)),
    ).toContain("PKCS#10");
    expect(reasonOf(decide({}, { admission: "revoked" }))).toContain("readmits");
    expect(reasonOf(decide({}, { acceptsSettings: false }))).toContain("AcceptsOpAMP");
  });

  test("R-04 is refused where it names another instance UID, also beside its own", () => {
    expect(reasonOf(decide({ instanceUids: [OTHER] }))).toContain(OTHER);
    expect(reasonOf(decide({ instanceUids: [UID, OTHER] }))).toContain(OTHER);
  });

  test("R-05 is granted after a rename: what the certificate in use says is not asked", () => {
    const renamed = decide({ instanceUids: [OTHER] }, { instanceUid: OTHER });
    expect(renamed.kind).toBe("issue");
  });

  test("R-07 waits where the agent awaits approval, unless it could never be granted", () => {
    expect(decide({}, { admission: "awaiting-approval" })).toEqual({ kind: "pending" });
    const hopeless = decide({ isSignedByItsKey: false }, { admission: "awaiting-approval" });
    expect(hopeless.kind).toBe("refused");
  });

  test("R-08 is refused with a bad signature, a weak key, or where it asks for CA:TRUE", () => {
    expect(reasonOf(decide({ isSignedByItsKey: false }))).toContain("signed");
    expect(reasonOf(decide({ asksForAuthority: true }))).toContain("CA:TRUE");
    const keys = [
      { algorithm: "rsa", bits: 1_024 },
      { algorithm: "rsa", bits: 16_384 },
      { algorithm: "ec", bits: 224 },
      { algorithm: "other", bits: 1_024 },
    ] as const;
    for (const key of keys) expect(reasonOf(decide({ key })), key.algorithm).toContain("use");
  });

  test("R-08 strong keys of every kind are taken", () => {
    const keys = [
      { algorithm: "rsa", bits: 2_048 },
      { algorithm: "rsa", bits: 4_096 },
      { algorithm: "ec", bits: 384 },
      { algorithm: "ec", bits: 521 },
      { algorithm: "ed25519", bits: 256 },
    ] as const;
    for (const key of keys) expect(decide({ key }).kind, `${key.bits}`).toBe("issue");
  });
});
