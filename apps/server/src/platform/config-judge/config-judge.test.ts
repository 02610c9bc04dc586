import { expect, test } from "vitest";
import { configJudge } from "./config-judge.js";
import { describeDifference } from "./describe-difference.js";

const config = (timeout: string) =>
  `receivers:\n  nop:\nexporters:\n  nop:\nprocessors:\n  batch:\n    timeout: ${timeout}\nservice:\n  pipelines:\n    traces:\n      receivers: [nop]\n      processors: [batch]\n      exporters: [nop]\n`;

test("judges by what a configuration means", async () => {
  const one = await configJudge.fingerprint(config("5s"));
  expect(one).toMatch(/^f1:/);
  expect(await configJudge.fingerprint(`# note\n${config("5s")}`)).toBe(one);
  expect(await configJudge.fingerprint("a: [")).toMatch(/^text:/);
  expect(await configJudge.contains(config("5s"), config("5s"))).toEqual({
    verdict: "contains",
    difference: "",
  });
  const differs = await configJudge.contains(config("5s"), config("200ms"));
  expect(differs.verdict).toBe("differs");
  expect(differs.difference).toContain("processors.batch.timeout is 200ms, not 5s");
});

test("a difference shows no secret", () => {
  const line = describeDifference({
    path: ["exporters", "otlp", "headers", "authorization"],
    desired: "Bearer s3cr3t-t0ken",
    effective: "Bearer 0ther-s3cr3t",
    kind: "changed",
  });
  expect(line).toContain("exporters.otlp.headers.authorization");
  expect(line).not.toContain("s3cr3t");
});
