// @vitest-environment happy-dom
import type { Sync } from "@fleethub/api";
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { MOVING, SYNC } from "../words/states";
import { SyncTrack } from "./sync-track";

afterEach(cleanup);
const states = Object.keys(SYNC) as Sync[];

describe("the sync track", () => {
  test.each(states)("%s has a mark of its own, a word and a family", (state) => {
    const { container } = render(<SyncTrack of={state} reason="because" />);
    expect(container.querySelector(`.tk.tk-${state}`)?.getAttribute("aria-hidden")).toBe("true");
    expect(screen.getByText(SYNC[state].word).className).toBe(`c-${SYNC[state].tone}`);
    expect(screen.getByText("because").tagName).toBe("EM");
  });

  test("no two states share a word, and no synonym is used", () => {
    const words = states.map((state) => SYNC[state].word);
    expect(new Set(words).size).toBe(10);
    expect(words.join(" ")).not.toMatch(/offline|out of date|synced/i);
  });

  test("only moving states are blue, only what holds is green", () => {
    const of = (tone: string) => states.filter((state) => SYNC[state].tone === tone);
    expect(of("move").toSorted()).toEqual([...MOVING].toSorted());
    expect(of("ok")).toEqual(["in-sync"]);
  });

  test("without a reason there is no empty place for it", () => {
    const { container } = render(<SyncTrack of="failed" />);
    expect(container.querySelector("em")).toBeNull();
  });
});
