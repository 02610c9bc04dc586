// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { rollout } from "../testing/rollouts";
import { sampleSession, SignedIn } from "../testing/signed-in";
import { RolloutHead } from "./rollout-head";

afterEach(cleanup);

const target = (query: string | null) => ({
  configuration: "gateway",
  revision: 13,
  group: "edge",
  forced: false,
  query,
});

test.each([
  [["label.squad:edge env:x"], true],
  [["label.squad:edge"], false],
  [["label.squad:edge", "label.squad:edge label.env:dev"], false],
  [["label.squad:edge", "label.squad:core"], true],
  [[null], true],
])("steering a rollout of %j by an operator of one squad is locked: %s", (queries, locked) => {
  const [first, ...rest] = queries.map(target);
  if (first === undefined) throw new Error("no target");
  render(
    <SignedIn session={sampleSession([{ role: "operator", reach: "label.squad:edge" }])}>
      <RolloutHead rollout={rollout({ targets: [first, ...rest] })} onVerb={() => undefined} />
    </SignedIn>,
  );
  const pause = screen.getByRole("button", { name: "Pause" });
  expect(pause.getAttribute("aria-disabled") === "true").toBe(locked);
});
