import { describe, expect, test } from "vitest";
import { age, count, duration, moment, plural, shortHash, until, when } from "./format";
import { belongsTo, detailWords } from "./timeline";

describe("numbers and times", () => {
  test("to come are told by how long it is until then, or by the day", () => {
    const now = Date.parse("2026-11-23T08:00:00Z");
    expect(until("2026-11-23T11:00:00Z", now)).toBe("in 3 h");
    expect(until("2027-06-14T12:00:00Z", now)).toBe("14 Jun 2027");
    expect(until("2026-11-23T07:58:00Z", now)).toBe("2 min ago");
  });

  test("as people read them", () => {
    expect(count(12_418)).toBe("12,418");
    expect(plural(1, "agent")).toBe("1 agent");
    expect(plural(3, "agent")).toBe("3 agents");
    expect(plural(2, "entry", "entries")).toBe("2 entries");
    expect([4_000, 180_000, 6_120_000, 532_800_000].map(duration)).toEqual([
      "4 s",
      "3 min",
      "1 h 42 min",
      "6 d 4 h",
    ]);
    expect(shortHash("39bfc606da51")).toBe("39bf c606");
  });

  test("an age has one unit and is never negative", () => {
    const at = "2026-11-23T08:00:00.000Z";
    const ages = [-5_000, 0, 59_000, 60_000, 3_600_000, 86_400_000].map((ms) =>
      age(at, Date.parse(at) + ms),
    );
    expect(ages).toEqual(["0 s", "0 s", "59 s", "1 min", "1 h", "1 d"]);
  });
});

test("a moment in a list is relative for an hour", () => {
  const at = "2026-11-23T08:00:00.000Z";
  const now = Date.parse(at);
  expect(when(at, now + 3_599_000)).toBe("59 min ago");
  expect(when(at, now + 3_600_000)).toBe(moment(at, now + 3_600_000));
});

describe("history", () => {
  test("what the summary says is not said twice", () => {
    const detail = {
      hash: "39bfc606da51",
      attempt: 1,
      configuration: "edge",
      revision: 2,
      purpose: "desired",
      error: "no kafka",
    };
    expect(detailWords(detail, "edge r2 failed: no kafka")).toEqual([
      { text: "hash", hash: "39bfc606da51" },
    ]);
    const said = detailWords({ attempt: 2, purpose: "last-good", kept: true }, "");
    expect(said.map(({ text }) => text)).toEqual([
      "attempt 2",
      "as last good",
      "the config before it runs on",
    ]);
  });

  test("a hash under any name is told as one", () => {
    const hash = "d0d27f93".repeat(8);
    expect(detailWords({ from: hash }, "")).toEqual([{ text: "from", hash }]);
  });

  test("every entry belongs to one filter", () => {
    for (const kind of ["connected", "health", "config-failed", "returned", "restart-asked"]) {
      const of = (["config", "health", "presence", "people"] as const).filter((filter) =>
        belongsTo(kind, filter),
      );
      expect(of, kind).toHaveLength(1);
      expect(belongsTo(kind, "all")).toBe(true);
    }
  });

  test("a kind that is not known yet is shown among all, under no other filter", () => {
    const shown = (["all", "config", "health", "presence", "people"] as const).filter((filter) =>
      belongsTo("unheard-of", filter),
    );
    expect(shown).toEqual(["all"]);
  });
});
