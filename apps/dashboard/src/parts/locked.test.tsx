// @vitest-environment happy-dom
import type { Grant } from "@fleethub/api";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { sampleSession, SignedIn } from "../testing/signed-in";
import { Button } from "./button";
import { Locked } from "./locked";

afterEach(cleanup);

const LABELS = { squad: "edge" };

function setUp(grants: readonly Grant[] | null, labels: Record<string, string> = LABELS) {
  const clicks: string[] = [];
  render(
    <SignedIn session={grants === null ? null : sampleSession(grants)}>
      <Locked
        action="agents.write"
        resource={{ kind: "agent", facts: { labels, enrolment: null, pinned: null } }}
      >
        <Button icon="undo" onClick={() => clicks.push("restart")}>
          Restart
        </Button>
      </Locked>
    </SignedIn>,
  );
  const button = screen.getByRole("button", { name: "Restart" });
  fireEvent.click(button);
  const described = button.getAttribute("aria-describedby");
  return {
    clicks,
    locked: button.getAttribute("aria-disabled") === "true",
    says: described === null ? null : document.getElementById(described)?.textContent,
  };
}

describe("a control", () => {
  test("that a role does not allow stays in its place, and names the role that may", () => {
    expect(setUp([{ role: "viewer", reach: null }])).toEqual({
      clicks: [],
      locked: true,
      says: "Needs the role operator",
    });
  });

  test("beyond somebody's reach is locked; within it is not", () => {
    const grants = [{ role: "operator" as const, reach: "label.squad:edge" }];
    expect(setUp(grants, { squad: "core" })).toEqual({
      clicks: [],
      locked: true,
      says: "Your role reaches label.squad:edge; this agent is outside",
    });
    cleanup();
    expect(setUp(grants)).toEqual({ clicks: ["restart"], locked: false, says: null });
  });

  test("is not locked before it is known who is signed in: the hub decides", () => {
    expect(setUp(null)).toEqual({ clicks: ["restart"], locked: false, says: null });
  });
});
