// @vitest-environment happy-dom
import { expect, it } from "vitest";
import { draftsOver, dropDraft, keepDraft, keptDraft } from "./kept-drafts";

it("keeps one draft per revision and forgets it when told", () => {
  expect(keptDraft("gateway", 3)).toBeNull();
  keepDraft("gateway", 3, { text: "a", message: "why" });
  keepDraft("gateway", 11, { text: "b", message: "" });
  keepDraft("gateway-eu", 2, { text: "c", message: "" });
  expect(keptDraft("gateway", 3)).toEqual({ text: "a", message: "why" });
  expect(draftsOver("gateway")).toEqual([3, 11]);
  dropDraft("gateway", 3);
  expect(draftsOver("gateway")).toEqual([11]);
});

it("takes nothing that is no draft", () => {
  sessionStorage.setItem("fleethub.draft.x.1", "{");
  expect(keptDraft("x", 1)).toBeNull();
  sessionStorage.setItem("fleethub.draft.x.1", '{"text":1,"message":""}');
  expect(keptDraft("x", 1)).toBeNull();
});
