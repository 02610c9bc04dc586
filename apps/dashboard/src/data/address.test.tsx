// @vitest-environment happy-dom
import { act, cleanup, renderHook } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { useHash } from "./address";

afterEach(cleanup);

test("a hash that comes by the address opens, however it came", () => {
  const { result } = renderHook(() => useHash());
  const opened = (change: () => void) => {
    act(change);
    return result.current[0];
  };
  expect(opened(() => result.current[1]("health"))).toBe("health");
  const typed = () => {
    window.history.replaceState(null, "", "#history");
    window.dispatchEvent(new Event("hashchange"));
  };
  expect(opened(typed)).toBe("history");
  const back = () => {
    window.history.replaceState(null, "", "#config");
    window.dispatchEvent(new Event("popstate"));
  };
  expect(opened(back)).toBe("config");
});
