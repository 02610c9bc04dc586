import { expect, test } from "vitest";
import { certifiedServer } from "../testing/certificates.js";
import { isVerifiedBy } from "./is-verified-by.js";

test("a certificate is verified by the authority that signed it, wherever that stands", async () => {
  const { authority, server } = await certifiedServer();
  const other = await certifiedServer();
  const two = `${other.authority.certPem}${authority.certPem}`;
  expect(isVerifiedBy(server.certPem, authority.certPem)).toBe(true);
  expect(isVerifiedBy(server.certPem, two)).toBe(true);
  expect(isVerifiedBy(server.certPem, other.authority.certPem)).toBe(false);
  expect(isVerifiedBy(server.certPem, "")).toBe(false);
  expect(isVerifiedBy(server.certPem, server.certPem)).toBe(true);
});

test("a chain leads to an authority, or to one between, and what does not belong to it leads nowhere", () => {
  for (const authorities of [ROOT, BETWEEN]) {
    expect(isVerifiedBy(`${LEAF}${BETWEEN}`, authorities)).toBe(true);
  }
  expect(isVerifiedBy(LEAF, ROOT)).toBe(false);
  expect(isVerifiedBy(LEAF, BETWEEN)).toBe(true);
  expect(isVerifiedBy(`${LEAF}${ROOT}`, ROOT)).toBe(false);
});

const ROOT = `-----BEGIN CERTIFICATE-----
MIIBdTCCARugAwIBAgIUGW+BqaopTh0/ST2vBzrqvTBJGaIwCgYIKoZIzj0EAwIw
DzENMAsGA1UEAwwEcm9vdDAgFw0yNjExMjMxNzMyMTlaGA8yMTI2MTAzMDE3MzIx
OVowDzENMAsGA1UEAwwEcm9vdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABIOg
dwYFUKWJyzR0hfKTs13KzuRFezKFLM4gF8AGQ3xYhATWQDOEqafmjcGM1lfQwDvH
SWLGL4jEEyzsJWPQt3GjUzBRMB0GA1UdDgQWBBRfR233SVvz7b5jTIPsK6f/u+kV
MjAfBgNVHSMEGDAWgBRfR233SVvz7b5jTIPsK6f/u+kVMjAPBgNVHRMBAf8EBTAD
AQH/MAoGCCqGSM49BAMCA0gAMEUCIQCXVukG84qV9DGKR2FCrtos/Bs6kyz3wDHw
y84QDzQ1dQIgaQIwP0MovXMcX/G6NOK2AAK2qga+7ml7gMNzwxWCWg4=
-----END CERTIFICATE-----
`;

const BETWEEN = `-----BEGIN CERTIFICATE-----
MIIBeTCCAR6gAwIBAgIUUPhCZnRZD6ZPfPD6R6LvwOQ9PiAwCgYIKoZIzj0EAwIw
DzENMAsGA1UEAwwEcm9vdDAgFw0yNjExMjMxNzMyMjBaGA8yMTI2MTAzMDE3MzIy
MFowEjEQMA4GA1UEAwwHYmV0d2VlbjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IA
BJTgz57Xp8azefqYsNSbiCIb0TbQtC0DCvAWyMNQujd/zi7NErk9hlwwfjz/4vHY
bn+ppnlKxRuTXd8Fnt9Vwg+jUzBRMA8GA1UdEwEB/wQFMAMBAf8wHQYDVR0OBBYE
FNsVXtdDS0fOmQwOZWT3UhubXa6PMB8GA1UdIwQYMBaAFF9HbfdJW/PtvmNMg+wr
p/+76RUyMAoGCCqGSM49BAMCA0kAMEYCIQCrq1S5ET9gw5b/MypvGZkjeYu+Zoqt
9IrbTXG5QnbvMAIhAKfJ2wewJK89XOyiURCCpcEiyAJQpOQ4+gIEpMtK2aPH
-----END CERTIFICATE-----
`;

const LEAF = `-----BEGIN CERTIFICATE-----
MIIBHTCBxAIUXHXHhaKMkUNnDjn3I/i/gpVf/JAwCgYIKoZIzj0EAwIwEjEQMA4G
A1UEAwwHYmV0d2VlbjAgFw0yNjExMjMxNzMyMjFaGA8yMTI2MTAzMDE3MzIyMVow
DzENMAsGA1UEAwwEbGVhZjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABPDldDCE
hRVp86SJ1JCYY7ZzUVF/sh2lfllEDCsWEk/e30xflR5iWdS0HQgvo5vBnTerOun3
6x+aHcOIoLTK6ScwCgYIKoZIzj0EAwIDSAAwRQIgPQqTZrFXCMf2pYFs5eXv3AuF
9hytqP31ZCKjJLwvdtACIQDkojwpSZFqwRuwMSMUZWtvn7xo2iD0COZrbzI1C4J4
AA==
-----END CERTIFICATE-----
`;
