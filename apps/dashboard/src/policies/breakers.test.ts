import { describe, expect, it } from "vitest";
import { breakersOf, cannotOffer, offerQuery, whoseDoing } from "./breakers";

const of = (counts: Record<string, number>) => {
  const sync = Object.entries(counts).map(([value, count]) => ({ value, count }));
  const total = sync.reduce((all, { count }) => all + count, 0);
  return breakersOf({ total, facets: { sync } });
};

describe("who breaks a policy, and whose doing it is", () => {
  it("blames what overrides on the hosts where nothing desired runs", () => {
    const breakers = of({ drifted: 14 });
    expect(whoseDoing(breakers)).toBe(
      "Nothing released from here broke them: all 14 run something else than desired.",
    );
    expect(cannotOffer(breakers, 14)).toBeUndefined();
  });

  it("blames what was released where desired runs, and offers nothing", () => {
    const breakers = of({ "in-sync": 3 });
    expect(whoseDoing(breakers)).toContain("What was released from here breaks them");
    expect(cannotOffer(breakers, 0)).toContain("the configuration itself breaks it");
  });

  it("leaves out those of which something is desired that breaks it too", () => {
    expect(offerQuery("tls", [])).toBe("policy:tls sync:drifted,failed,rolled-back");
    expect(offerQuery("tls", ["edge", "gateway"])).toBe(
      "policy:tls sync:drifted,failed,rolled-back -configuration:edge,gateway",
    );
    expect(cannotOffer(of({ "rolled-back": 9 }), 0)).toContain("breaks it too");
  });

  it("names what to do first where nothing is desired, and counts mixed causes", () => {
    expect(cannotOffer(of({ unmanaged: 2 }), 0)).toContain("Pin them");
    expect(cannotOffer(of({ pending: 2, "in-sync": 1 }), 0)).toContain("Waits for 2 agents");
    expect(cannotOffer(of({}), 0)).toBe("Nobody breaks it now");
    expect(whoseDoing(of({ drifted: 2, "in-sync": 1, unmanaged: 4 }))).toBe(
      "1 runs what is desired, 2 run something else than desired, 4 run their own files.",
    );
  });
});
