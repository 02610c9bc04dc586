import { expect, test } from "vitest";
import { sampleAgent } from "../contract/samples.js";
import { notAdmitted } from "./not-admitted.js";

test("the refusal names what would admit the agent", () => {
  expect(notAdmitted(sampleAgent({ admission: "admitted" }))).toBeNull();
  expect(notAdmitted(sampleAgent({ admission: "awaiting-approval" }))).toMatchObject({
    code: "not-approved",
    detail: expect.stringContaining("Approve it first"),
  });
  expect(notAdmitted(sampleAgent({ admission: "revoked" }))).toMatchObject({
    code: "not-approved",
    detail: expect.stringContaining("Readmit it first"),
  });
});
