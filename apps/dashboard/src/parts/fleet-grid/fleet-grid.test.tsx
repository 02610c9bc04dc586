// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { row, rows } from "../../testing/rows";
import { FleetGrid, type FleetGridProps } from "./fleet-grid";
import { NONE, type Selection } from "./selection";

afterEach(cleanup);

const NODES_MAX = 500;

function setUp(over: Partial<FleetGridProps> = {}) {
  const said: { selection: Selection; opened: string[]; sorts: string[]; ends: number } = {
    selection: NONE,
    opened: [],
    sorts: [],
    ends: 0,
  };
  const props = (more: Partial<FleetGridProps> = {}): FleetGridProps => ({
    rows: rows(60),
    total: 60,
    sort: "trouble",
    onSort: (sort) => said.sorts.push(sort),
    selection: said.selection,
    onSelection: (selection) => {
      said.selection = selection;
    },
    onNearEnd: () => {
      said.ends += 1;
    },
    href: (one) => `/agents/one?uid=${one.uid}`,
    onOpen: (href) => said.opened.push(href),
    ...over,
    ...more,
  });
  const view = render(<FleetGrid {...props()} />);
  const again = (more: Partial<FleetGridProps> = {}) =>
    view.rerender(<FleetGrid {...props(more)} />);
  return { said, again, container: view.container };
}

const grid = () => screen.getByRole("grid");
const stops = () => [...grid().querySelectorAll('[aria-rowindex][tabindex="0"]')];
const focused = () => document.activeElement?.getAttribute("aria-rowindex");
const press = (key: string, init: object = {}) =>
  act(() => void fireEvent.keyDown(document.activeElement ?? document.body, { key, ...init }));

describe("the grid of the fleet", () => {
  test("says how many rows there are and draws only those in sight", () => {
    const { container } = setUp({ rows: rows(5_000), total: 100_000 });
    expect(grid().getAttribute("aria-rowcount")).toBe("100001");
    expect(screen.getAllByRole("row").length).toBeLessThan(30);
    expect(container.querySelectorAll("*").length).toBeLessThanOrEqual(NODES_MAX);
  });

  test("stays within its nodes where every agent tells what it moves, and says who loses data", () => {
    const moving = rows(60).map((one, n) => ({
      ...one,
      group: "edge",
      flow: n === 0 ? ("losing-data" as const) : ("flowing" as const),
      itemsPerSecond: 41_200,
      sparkline: Array.from({ length: 18 }, (_, at) => at * 15),
      lostShare: n === 0 ? 0.021 : 0,
      reason: n === 0 ? "otlp_http sends nothing" : "",
    }));
    const { container } = setUp({ rows: moving });
    expect(container.querySelectorAll("*").length).toBeLessThanOrEqual(NODES_MAX);
    const [, first, second] = screen.getAllByRole("row");
    expect(first?.textContent).toContain("Losing dataotlp_http sends nothing");
    expect(first?.textContent).toContain("41.2k/s2.1 %");
    expect(second?.textContent).toContain("Healthy");
    expect(second?.querySelectorAll(".spark")).toHaveLength(1);
  });

  test("has one tab stop, which the arrows move", () => {
    setUp();
    expect(stops()).toHaveLength(1);
    act(() => screen.getAllByRole("row")[1]?.focus());
    press("ArrowDown");
    press("ArrowDown");
    expect(focused()).toBe("4");
    expect(stops()).toEqual([document.activeElement]);
    press("ArrowUp");
    expect(focused()).toBe("3");
    press("Home");
    expect(focused()).toBe("2");
    press("End");
    expect(focused()).toBe("61");
  });

  test("j and k move, x selects, Shift x extends, Enter opens", () => {
    const { said, again } = setUp();
    act(() => screen.getAllByRole("row")[1]?.focus());
    press("x");
    expect(said.selection).toEqual({ kind: "uids", uids: new Set([row(0).uid]) });
    again();
    press("j");
    press("j");
    press("X", { shiftKey: true });
    expect(said.selection).toEqual({
      kind: "uids",
      uids: new Set([0, 1, 2].map((n) => row(n).uid)),
    });
    press("k");
    press("Enter");
    expect(said.opened).toEqual([`/agents/one?uid=${row(1).uid}`]);
  });

  test("a patched row keeps its place, its focus and its node", () => {
    const { again } = setUp();
    act(() => screen.getAllByRole("row")[3]?.focus());
    const before = document.activeElement;
    const changed = rows(60).map((one, at) =>
      at === 2 ? { ...one, sync: "failed" as const, reason: "port in use" } : one,
    );
    again({ rows: changed });
    expect(document.activeElement).toBe(before);
    expect(focused()).toBe("4");
    expect(within(before as HTMLElement).getByText("port in use")).toBeTruthy();
  });

  test("the head selects all that match, never a page", () => {
    const { said } = setUp({ total: 84 });
    act(() => screen.getByLabelText("Select all that match").click());
    expect(said.selection).toEqual({ kind: "all" });
  });

  test("a head sorts up, then down, then trouble first again", () => {
    const { said, again } = setUp();
    const click = () => act(() => screen.getByRole("button", { name: "Agent" }).click());
    click();
    again({ sort: "name" });
    expect(screen.getByRole("columnheader", { name: "Agent" }).getAttribute("aria-sort")).toBe(
      "ascending",
    );
    click();
    again({ sort: "-name" });
    click();
    expect(said.sorts).toEqual(["name", "-name", "trouble"]);
  });

  test("asks for the next page only where there is one", () => {
    expect(setUp({ rows: rows(20), total: 900 }).said.ends).toBe(1);
    cleanup();
    expect(setUp({ rows: rows(20), total: 20 }).said.ends).toBe(0);
  });
});
