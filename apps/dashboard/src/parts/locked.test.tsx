// @vitest-environment happy-dom
import type { Grant } from "@fleethub/api";
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
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

describe("what a locked control says", () => {
  function pointedAt() {
    const heard: string[] = [];
    const hear = (event: KeyboardEvent) => heard.push(event.key);
    document.body.addEventListener("keydown", hear);
    setUp([{ role: "viewer", reach: null }]);
    const button = screen.getByRole("button", { name: "Restart" });
    const told = () => screen.queryByRole("tooltip")?.parentElement?.className;
    const press = (key: string) => fireEvent.keyDown(document.activeElement ?? button, { key });
    return { button, told, press, heard };
  }

  test("is shown while it is pointed at, and until Esc where that is earlier", () => {
    const { button, told, press, heard } = pointedAt();
    expect(told()).toBe("locked");
    fireEvent.mouseEnter(button.parentElement ?? button);
    press("a");
    expect(told()).toBe("locked told");
    press("Escape");
    expect(told()).toBe("locked");
    expect(heard).toEqual(["a"]);
    press("Escape");
    expect(heard).toEqual(["a", "Escape"]);
    fireEvent.mouseLeave(button.parentElement ?? button);
    fireEvent.mouseEnter(button.parentElement ?? button);
    expect(told()).toBe("locked told");
  });

  test("is shown while it has the focus, also when the pointer goes away", () => {
    const { button, told, press } = pointedAt();
    act(() => button.focus());
    fireEvent.mouseEnter(button.parentElement ?? button);
    fireEvent.mouseLeave(button.parentElement ?? button);
    expect(told()).toBe("locked told");
    press("Escape");
    expect(told()).toBe("locked");
    act(() => button.blur());
    act(() => button.focus());
    expect(told()).toBe("locked told");
    act(() => button.blur());
    expect(told()).toBe("locked");
  });
});
