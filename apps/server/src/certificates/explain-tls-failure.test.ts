import { expect, test } from "vitest";
import { explainTlsFailure, type TlsFailure } from "./explain-tls-failure.js";

const NOW = Date.UTC(2026, 10, 23);
const CERTIFICATE = {
  hostNames: ["hub.example.com", "*.hub.internal", "10.0.0.1"],
  notBefore: NOW - 1_000,
  notAfter: NOW + 1_000,
};
const alert = (name: string) => `ERR_SSL_SSLV3_ALERT_${name}`;

function causeOf(failure: Partial<TlsFailure>, now = NOW): string {
  const whole = {
    code: null,
    serverName: "hub.example.com",
    localAddress: "10.0.0.9",
    stage: "handshake",
    ...failure,
  } as const;
  return explainTlsFailure(whole, CERTIFICATE, now).cause;
}

test.each([
  ["OpenSSL, curl", { code: "ERR_SSL_TLSV1_ALERT_UNKNOWN_CA" }, "authority-not-trusted"],
  ["Go, the right name", { code: alert("BAD_CERTIFICATE") }, "authority-not-trusted"],
  ["Go, another name", { code: alert("BAD_CERTIFICATE"), serverName: "hub" }, "wrong-host-name"],
  [
    "Go, an address it has",
    { code: alert("BAD_CERTIFICATE"), serverName: null, localAddress: "::ffff:10.0.0.1" },
    "authority-not-trusted",
  ],
  ["Go, another address", { code: alert("BAD_CERTIFICATE"), serverName: null }, "wrong-host-name"],
  ["Java", { code: alert("CERTIFICATE_UNKNOWN") }, "authority-not-trusted"],
  [
    "a wildcard",
    { code: alert("CERTIFICATE_UNKNOWN"), serverName: "eu.hub.internal" },
    "authority-not-trusted",
  ],
  [
    "a name below a wildcard's",
    { code: alert("CERTIFICATE_UNKNOWN"), serverName: "a.b.hub.internal" },
    "wrong-host-name",
  ],
  [
    "a clock ahead of the hub's",
    { code: alert("CERTIFICATE_EXPIRED") },
    "server-certificate-expired",
  ],
  ["left in the middle", { code: "ECONNRESET" }, "authority-not-trusted"],
  ["left in the middle, another name", { serverName: "hub" }, "wrong-host-name"],
  ["left after it", { stage: "secure" }, "left-after-handshake"],
  ["TLS 1.1", { code: "ERR_SSL_UNSUPPORTED_PROTOCOL" }, "protocol-version"],
  ["no cipher in common", { code: "ERR_SSL_NO_SHARED_CIPHER" }, "protocol-version"],
  ["garbage", { code: "ERR_SSL_BAD_RECORD_TYPE" }, "tls-broken"],
  ["the client's own trouble", { code: alert("INTERNAL_ERROR") }, "tls-broken"],
] as const)("%s: %o is %s", (_client, failure, cause) => {
  expect(causeOf(failure)).toBe(cause);
});

test("a certificate that is past its time, or not there yet, is the reason first", () => {
  const failure = { code: alert("BAD_CERTIFICATE"), serverName: "hub" };
  expect(causeOf(failure, NOW + 1_000)).toBe("server-certificate-expired");
  expect(causeOf(failure, NOW - 2_000)).toBe("server-certificate-expired");
});
