import { expect, test } from "vitest";
import { agentCapabilities } from "../capabilities.js";
import { ConnectionSettingsStatuses, RemoteConfigStatuses, enumName } from "../messages.js";
import { bytes, setUp } from "../testing/agent-set-up.js";
import type { AgentCallbacks, OfferStatus } from "./callbacks.js";
import { OFFER_INTERVAL_MS, OFFERS_AT_ONCE_MAX } from "./offers.js";

/** An agent whose offers wait for the test to say how they end. */
function setUpOffers(callbacks: AgentCallbacks = {}) {
  const statuses: OfferStatus[] = [];
  const world = setUp({
    callbacks: { onRemoteConfig: (_, status) => void statuses.push(status), ...callbacks },
  });
  world.server.open();
  const offer = (hash: string) => world.server.push({ remoteConfig: { configHash: bytes(hash) } });
  const said = () =>
    world.server.reports
      .slice(1)
      .map(({ remoteConfigStatus: status }) => [
        enumName(RemoteConfigStatuses, status?.status ?? 0),
        new TextDecoder().decode(status?.lastRemoteConfigHash),
        status?.errorMessage,
      ]);
  return { ...world, statuses, offer, said };
}

test("G-07 G-08 an offer's outcome is reported under its hash, together with other parts", () => {
  const { server, statuses, offer, said } = setUpOffers();
  offer("h1");
  statuses[0]?.applying({ effectiveConfig: true });
  expect(server.last.effectiveConfig).toBeDefined();
  statuses[0]?.applied();
  offer("h2");
  statuses[1]?.failed("no such exporter");
  expect(said()).toEqual([
    ["APPLYING", "h1", ""],
    ["APPLIED", "h1", ""],
    ["FAILED", "h2", "no such exporter"],
  ]);
});

test("G-02 the offer worked on last is ignored when it comes again", () => {
  const { statuses, offer } = setUpOffers();
  offer("h1");
  offer("h1");
  expect(statuses).toHaveLength(1);
  offer("h2");
  offer("h1");
  expect(statuses).toHaveLength(3);
});

test("a server that answers every status with another offer is not followed faster than it should be", () => {
  const { server, time, statuses, offer } = setUpOffers();
  for (let count = 1; count <= 1_000; count += 1) {
    offer(`h${count}`);
    statuses.at(-1)?.applied();
  }
  expect(statuses).toHaveLength(OFFERS_AT_ONCE_MAX);
  expect(server.reports).toHaveLength(1 + OFFERS_AT_ONCE_MAX);
  time.advance(OFFER_INTERVAL_MS);
  expect(statuses).toHaveLength(OFFERS_AT_ONCE_MAX + 1);
  statuses.at(-1)?.applied();
  const last = server.last.remoteConfigStatus?.lastRemoteConfigHash;
  expect(new TextDecoder().decode(last), "the newest of those that waited").toBe("h1000");
});

test("an agent may ask to hear of repetitions, which leave work under way alone", () => {
  const repeated: string[] = [];
  const { statuses, offer, said } = setUpOffers({
    onRepeatedRemoteConfig: (repetition) => {
      repeated.push(new TextDecoder().decode(repetition.configHash));
    },
  });
  offer("h1");
  offer("h1");
  expect(repeated).toEqual(["h1"]);
  statuses[0]?.applied();
  expect(said()).toEqual([["APPLIED", "h1", ""]]);
});

test("G-14 only the newest offer may speak", () => {
  const { statuses, offer, said } = setUpOffers();
  offer("h1");
  offer("h2");
  expect(statuses[0]?.superseded).toBe(true);
  statuses[0]?.applied();
  statuses[1]?.applied();
  expect(said()).toEqual([["APPLIED", "h2", ""]]);
});

test("G-09 what the callback throws becomes FAILED", async () => {
  const { offer, said } = setUpOffers({
    onRemoteConfig(offered) {
      if (offered.configHash.length === 2) throw new Error("disk full");
      return Promise.reject(new Error("disk gone"));
    },
  });
  offer("h1");
  offer("h22");
  await Promise.resolve();
  expect(said()).toEqual([
    ["FAILED", "h1", "disk full"],
    ["FAILED", "h22", "disk gone"],
  ]);
});

test("an empty hash is never taken for a repetition", () => {
  const { offer, statuses } = setUpOffers();
  offer("");
  offer("");
  expect(statuses).toHaveLength(2);
});

test("P-03 P-04 P-05 connection settings are cut to the capabilities, and begin with APPLYING", () => {
  const seen: string[][] = [];
  const { server } = setUp({
    capabilities: agentCapabilities("ReportsOwnMetrics", "ReportsConnectionSettingsStatus"),
    callbacks: {
      onConnectionSettings(offer, status) {
        seen.push([offer.ownMetrics?.destinationEndpoint ?? "", typeof offer.ownLogs]);
        status.applied();
      },
    },
  });
  server.open();
  const endpoint = { destinationEndpoint: "http://hub:4320/v1/metrics" };
  const offer = { hash: bytes("s1"), ownMetrics: endpoint, ownLogs: endpoint };
  server.push({ connectionSettings: offer });
  server.push({ connectionSettings: offer });
  expect(seen).toEqual([["http://hub:4320/v1/metrics", "undefined"]]);
  expect(server.last.connectionSettingsStatus?.status).toBe(ConnectionSettingsStatuses.APPLIED);
});
