// @vitest-environment happy-dom
import { cleanup, renderHook } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { useTokenInHash } from "./token-in-hash";

afterEach(cleanup);

test("the token of a one-time link is read and taken out of the address at once", () => {
  window.history.replaceState(null, "", "/first-run?a=1#token=fhi_x1_AbC-_9");
  const { result, rerender } = renderHook(() => useTokenInHash());
  expect(result.current).toBe("fhi_x1_AbC-_9");
  expect(window.location.href).toMatch(/\/first-run\?a=1$/);
  rerender();
  expect(result.current).toBe("fhi_x1_AbC-_9");
});

test("a page without a token says so", () => {
  window.history.replaceState(null, "", "/first-run#else=1");
  expect(renderHook(() => useTokenInHash()).result.current).toBe("");
});
