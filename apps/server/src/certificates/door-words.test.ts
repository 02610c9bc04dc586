import type { Certificates } from "@fleethub/api";
import { expect, test } from "vitest";
import { doorWords } from "./door-words.js";

const PLAIN: Certificates["agents"] = {
  source: "off",
  certificate: null,
  loadedAt: null,
  problem: null,
  plainText: "this-machine",
  clientCertificates: "off",
  clientAuthorities: [],
};
const ENCRYPTED: Certificates["agents"] = {
  ...PLAIN,
  source: "hub-ca",
  certificate: {
    subject: "CN=hub.example.com",
    issuer: "CN=Fleet Hub authority",
    hostNames: ["*.example.com", "hub.example.com", "localhost"],
    serial: "4a",
    notBefore: "2026-11-23T00:00:00.000Z",
    notAfter: "2027-02-21T00:00:00.000Z",
    fingerprint: "AA:BB",
    state: "valid",
  },
};
const door = { loopbackOnly: false, port: 4320, path: "/v1/opamp", inContainer: false };

test("a hub without a certificate says that other hosts are refused, and what to do", () => {
  const words = doorWords({ ...door, agents: PLAIN });
  expect(words.reach).toBe("plain text, from this machine only");
  expect(words.notes.join()).toContain("fleethub certs init --host NAME");
  expect(doorWords({ ...door, agents: PLAIN, loopbackOnly: true }).notes).toEqual([]);
});

test("a container is told that its host is another host", () => {
  const words = doorWords({ ...door, agents: PLAIN, inContainer: true });
  expect(words.notes.join()).toContain("the container's own host");
});

test("plain text for everybody is called what it is", () => {
  const words = doorWords({ ...door, agents: { ...PLAIN, plainText: "everywhere" } });
  expect(words.reach).toContain("can read and change");
});

test("with a certificate the address is one that it is good for", () => {
  const words = doorWords({ ...door, agents: ENCRYPTED });
  expect(words).toEqual({
    url: "wss://hub.example.com:4320/v1/opamp",
    reach: "every host, TLS by the hub's own authority, plain text from this machine only",
    notes: [],
  });
  const required = { ...ENCRYPTED, clientCertificates: "required", plainText: "nowhere" } as const;
  expect(doorWords({ ...door, agents: required }).reach).toContain("agents with a certificate");
});
