import type { AgentDetail } from "@fleethub/api";
import { describe, expect, test } from "vitest";
import { placesOf } from "./sync-chain";

type Config = AgentDetail["config"];
const none = {
  kind: "none" as const,
  configuration: null,
  revision: null,
  hash: null,
  at: null,
  source: null,
  status: null,
  error: "",
};
const revision = (number: number) => ({
  ...none,
  kind: "revision" as const,
  configuration: "edge",
  revision: number,
  hash: `h${number}`,
});
const effective = { ...none, verdict: null, difference: "" };
/** As the hub tells it of what is wanted. */
const wanted = (fact: Config["target"]): Config["desired"] => ({
  ...fact,
  rollout: null,
  group: null,
  suspended: false,
  why: "",
});
const nothing: Config = {
  desired: wanted(none),
  target: none,
  offered: none,
  acknowledged: none,
  effective,
  lastGood: none,
};
const told = (config: Partial<Config>) =>
  placesOf({ ...nothing, ...config }).map(({ title, tone }) => `${title} ${tone}`);

describe("where a config stands", () => {
  test("nothing assigned: nothing is green", () => {
    expect(told({})).toEqual([
      "Desired mute",
      "Offered mute",
      "Acknowledged mute",
      "Effective mute",
    ]);
  });

  test("acknowledged alone is not effective", () => {
    const config = {
      desired: wanted(revision(2)),
      target: revision(2),
      offered: revision(2),
      acknowledged: { ...revision(2), status: "applied" as const },
    };
    expect(told(config)).toEqual([
      "Desired ok",
      "Offered ok",
      "Acknowledged: applied ok",
      "Effective mute",
    ]);
  });

  test("differs keeps the three before it green", () => {
    const config = {
      desired: wanted(revision(2)),
      target: revision(2),
      offered: revision(2),
      acknowledged: { ...revision(2), status: "applied" as const },
      effective: { ...effective, verdict: "differs" as const, difference: "batch.timeout: 200ms" },
    };
    expect(told(config).at(-1)).toBe("Effective: differs warn");
    expect(placesOf({ ...nothing, ...config }).at(-1)?.text).toBe("batch.timeout: 200ms");
  });

  test("a refusal names what was refused and what is offered instead", () => {
    const places = placesOf({
      ...nothing,
      desired: wanted({ ...revision(3), source: "pin" }),
      target: { ...revision(2), source: "last-good" },
      acknowledged: { ...revision(3), status: "failed", error: "unknown type" },
    });
    expect(places[0]?.text).toBe("edge r3, by pin; offered instead: edge r2");
    expect(places[2]).toMatchObject({
      title: "Acknowledged: failed",
      tone: "bad",
      text: "edge r3 was refused",
    });
  });
});
