import { expect, it } from "vitest";
import { parseAuditQuery } from "./parse-query.js";

const NOW = Date.UTC(2026, 10, 23, 14, 30);
const filterOf = (text: string) => {
  const parsed = parseAuditQuery(text, NOW);
  return parsed.ok ? { ...parsed.query.filter, agents: parsed.query.agents } : parsed;
};

it("reads fields, several values, quotes and text", () => {
  expect(filterOf('who:ada,"bob" did:rollout* kind:group,agent "two words" edge')).toMatchObject({
    who: ["ada", '"bob"'],
    did: ["rollout"],
    kinds: ["group", "agent"],
    texts: ["two words", "edge"],
  });
  expect(filterOf("agent:gpu-*,edge-1 hash:4C1F")).toMatchObject({
    agents: ["gpu-*", "edge-1"],
    hash: "4c1f",
  });
  expect(filterOf("who:automatic")).toMatchObject({ actorKinds: ["hub"] });
  expect(filterOf("")).toEqual({ text: "", texts: [], agents: [] });
});

it("reads times", () => {
  expect(filterOf("since:2h")).toMatchObject({ since: NOW - 2 * 3_600_000 });
  expect(filterOf("time:today")).toMatchObject({ since: Date.UTC(2026, 10, 23) });
  expect(filterOf("until:2026-11-20")).toMatchObject({ until: Date.UTC(2026, 10, 20) });
});

it("names the term that it cannot read, and what can be written", () => {
  expect(filterOf("when:now")).toMatchObject({ ok: false, term: "when:now" });
  expect(filterOf("since:soon")).toMatchObject({ ok: false, message: "since:soon names no time." });
  expect(filterOf("did:,")).toMatchObject({ ok: false, term: "did:," });
});
