import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ConnectionSettingsOffersSchema, create, decodeServerToAgent } from "../index.js";
import { encodeOnce } from "../encode.js";
import { type ConnectionSettings, connectionSettingsOffer, type OpampSettings } from "./index.js";

const digest = (bytes: Uint8Array) =>
  new Uint8Array(createHmac("sha256", "key").update(bytes).digest());
const PEM = new TextEncoder().encode("PEM");
const OPAMP: OpampSettings = {
  destinationEndpoint: "ws://hub:4320/v1/opamp",
  headers: { Authorization: "Bearer s" },
  heartbeatIntervalSeconds: 10,
};
const METRICS = { destinationEndpoint: "http://hub:4320/v1/metrics" };

const hashOf = (settings: ConnectionSettings) => {
  const offer = connectionSettingsOffer(settings, digest);
  if (!offer.ok) throw new Error(JSON.stringify(offer.problems));
  return Buffer.from(offer.value.hash).toString("hex");
};
const problemsOf = (settings: ConnectionSettings) => {
  const offer = connectionSettingsOffer(settings, digest);
  return offer.ok ? [] : offer.problems.map(({ at }) => at);
};

describe("connection settings", () => {
  test("S-12 everything that was given is in the message", () => {
    const offer = connectionSettingsOffer(
      {
        opamp: {
          ...OPAMP,
          headers: { "X-A": ["1", "2"] },
          certificate: { certPem: PEM, privateKeyPem: PEM, caPem: PEM },
          tls: { caPem: "PEM", minVersion: "1.2", cipherSuites: ["A"] },
          proxy: { url: "http://proxy:3128", connectHeaders: { "X-P": "p" } },
        },
        ownMetrics: METRICS,
        ownTraces: null,
        otherConnections: { db: { destinationEndpoint: "db:5432", otherSettings: { pool: "3" } } },
      },
      digest,
    );
    if (!offer.ok) throw new Error("refused");
    const sent = decodeServerToAgent(encodeOnce({ connectionSettings: offer.value }, 1n).tail);
    if (!sent.ok) throw new Error("not decoded");
    expect(sent.value.connectionSettings).toEqual(
      create(ConnectionSettingsOffersSchema, {
        hash: offer.value.hash,
        opamp: {
          destinationEndpoint: OPAMP.destinationEndpoint,
          headers: {
            headers: [
              { key: "X-A", value: "1" },
              { key: "X-A", value: "2" },
            ],
          },
          certificate: { cert: PEM, privateKey: PEM, caCert: PEM },
          heartbeatIntervalSeconds: 10n,
          tls: { caPemContents: "PEM", minVersion: "1.2", cipherSuites: ["A"] },
          proxy: {
            url: "http://proxy:3128",
            connectHeaders: { headers: [{ key: "X-P", value: "p" }] },
          },
        },
        ownMetrics: METRICS,
        ownTraces: { destinationEndpoint: "" },
        otherConnections: { db: { destinationEndpoint: "db:5432", otherSettings: { pool: "3" } } },
      }),
    );
  });

  test("S-05 an opamp part without a ws, wss, http or https endpoint is refused", () => {
    for (const destinationEndpoint of ["", "hub:4320", "ftp://hub/v1/opamp", "ws://"]) {
      expect(problemsOf({ opamp: { ...OPAMP, destinationEndpoint } })).toEqual([
        "opamp.destinationEndpoint",
      ]);
    }
  });

  test("S-11 S-12 over TLS an offer that states no authority is refused, since agents would verify nothing", () => {
    const secure = { ...OPAMP, destinationEndpoint: "wss://hub:4320/v1/opamp" };
    expect(problemsOf({ opamp: secure })).toEqual(["opamp.tls"]);
    expect(problemsOf({ opamp: { ...secure, tls: { minVersion: "1.3" } } })).toEqual(["opamp.tls"]);
    expect(problemsOf({ opamp: { ...secure, tls: { includeSystemCas: true } } })).toEqual([]);
    const certificate = { certPem: PEM, caPem: PEM };
    expect(problemsOf({ opamp: { ...secure, certificate } })).toEqual([]);
  });

  test("S-12 the authority is sent where supervisors look for it, also without a certificate", () => {
    const sent = (settings: Partial<NonNullable<ConnectionSettings["opamp"]>>) => {
      const opamp = { ...OPAMP, destinationEndpoint: "wss://hub:4320/v1/opamp", ...settings };
      const offer = connectionSettingsOffer({ opamp }, digest);
      if (!offer.ok) throw new Error(JSON.stringify(offer.problems));
      return offer.value.opamp?.certificate;
    };
    const none = new Uint8Array();
    const caCert = new TextEncoder().encode("CA");
    expect(sent({ tls: { caPem: "CA" } })).toEqual({ cert: none, privateKey: none, caCert });
    expect(sent({ tls: { caPem: "CA" }, certificate: { certPem: PEM } })).toEqual({
      cert: PEM,
      privateKey: none,
      caCert,
    });
    expect(sent({ tls: { caPem: "CA" }, certificate: { certPem: PEM, caPem: PEM } })).toEqual({
      cert: PEM,
      privateKey: none,
      caCert: PEM,
    });
    const system = { cert: none, privateKey: none, caCert: none };
    expect(sent({ tls: { includeSystemCas: true } })).toEqual(system);
    expect(sent({ tls: { caPem: "CA", insecureSkipVerify: true } })).toBeUndefined();
  });

  test("B-03 the interval is whole seconds up to a day; 0 only where the agent does not poll", () => {
    for (const heartbeatIntervalSeconds of [-1, 1.5, Number.NaN, 86_401]) {
      const opamp = { ...OPAMP, heartbeatIntervalSeconds };
      expect(problemsOf({ opamp })).toEqual(["opamp.heartbeatIntervalSeconds"]);
    }
    const never = { ...OPAMP, heartbeatIntervalSeconds: 0 };
    expect(problemsOf({ opamp: never })).toEqual([]);
    const polling = { ...never, destinationEndpoint: "http://hub:4320/v1/opamp" };
    expect(problemsOf({ opamp: polling })).toEqual(["opamp.heartbeatIntervalSeconds"]);
  });

  test("everything that is wrong is told at once, and no secret with it", () => {
    const offer = connectionSettingsOffer(
      {
        opamp: { ...OPAMP, headers: { "X A": "1", "X-B": "secret\r\nX-C: 1" } },
        ownMetrics: { destinationEndpoint: "https://otlp.example" },
        ownLogs: { ...METRICS, tls: { minVersion: "3" as "1.2" } },
        ownTraces: { ...METRICS, proxy: { url: "proxy" } },
      },
      digest,
    );
    if (offer.ok) throw new Error("accepted");
    expect(offer.problems.map(({ at }) => at)).toEqual([
      "opamp.headers.X A",
      "opamp.headers.X-B",
      "ownMetrics.destinationEndpoint",
      "ownTraces.proxy.url",
      "ownLogs.tls.minVersion",
    ]);
    expect(JSON.stringify(offer.problems)).not.toContain("secret");
  });
});

describe("the hash of connection settings", () => {
  test("S-01 covers what is left out: off, not said and on are three things", () => {
    const hashes = [
      hashOf({ ownMetrics: METRICS }),
      hashOf({ ownMetrics: METRICS, ownTraces: null }),
      hashOf({ ownMetrics: METRICS, ownTraces: METRICS }),
      hashOf({ ownMetrics: METRICS, opamp: OPAMP }),
      hashOf({ opamp: OPAMP }),
      hashOf({ opamp: { ...OPAMP, tls: {} } }),
      hashOf({ opamp: { ...OPAMP, heartbeatIntervalSeconds: 11 } }),
      hashOf({ otherConnections: { ownMetrics: METRICS } }),
      hashOf({}),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  test("S-01 neither the order nor the case of header names means anything; the order of one name's values does", () => {
    const headers = fc.uniqueArray(
      fc.tuple(
        fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/),
        fc.array(fc.stringMatching(/^[ -~]{0,8}$/), { maxLength: 3 }),
      ),
      { selector: ([name]) => name, maxLength: 6 },
    );
    fc.assert(
      fc.property(headers, fc.infiniteStream(fc.nat()), (all, order) => {
        const given = Object.fromEntries(all);
        const shuffled = Object.fromEntries(
          all
            .map(([name, values]) => ({ name: name.toUpperCase(), values, at: order.next().value }))
            .sort((a, b) => a.at - b.at)
            .map(({ name, values }) => [name, values]),
        );
        expect(hashOf({ opamp: { ...OPAMP, headers: shuffled } })).toBe(
          hashOf({ opamp: { ...OPAMP, headers: given } }),
        );
      }),
      { seed: 7, numRuns: 100 },
    );
    const ordered = (values: readonly string[]) =>
      hashOf({ opamp: { ...OPAMP, headers: { "X-A": values } } });
    expect(ordered(["1", "2"])).not.toBe(ordered(["2", "1"]));
    expect(ordered(["1", "2"])).not.toBe(ordered(["12"]));
  });
});
