import { MessageChannel } from "node:worker_threads";
import { expect, test } from "vitest";
import type { ConfigDesk } from "./config-desk.js";
import { askJudge, serveJudge } from "./protocol.js";
import { remembering } from "./remember.js";

function counting(): { judge: ConfigDesk; asked: string[] } {
  const asked: string[] = [];
  const judge: ConfigDesk = {
    check: async () => [],
    contains: async () => ({ verdict: "contains", difference: "" }),
    redact: async (text) => {
      asked.push(text);
      if (text === "bad") throw new Error("cannot read");
      return `redacted ${text}`;
    },
    difference: async (before, after) => ({
      effect: before !== after,
      changes: [],
      consequences: [],
      truncated: false,
    }),
    fingerprint: async (content) => `f1:${content.length}`,
    merge: async ({ text }) => ({ text, origins: [], findings: [] }),
    render: async (text) => ({ text, secrets: [], missing: [], findings: [] }),
    putSecrets: async (content) => content,
    policy: async () => ({
      verdict: "kept",
      judged: 0,
      broken: 0,
      unknown: 0,
      evidence: [],
      truncated: false,
      witness: null,
      remedy: null,
    }),
    explain: async () => ({ lines: [], differences: [], unjudged: [], used: null }),
    imported: async (content) => ({ content, findings: [], removed: [], incomplete: [] }),
  };
  return { judge, asked };
}

test("questions cross a port and come back to the one who asked", async () => {
  const { port1, port2 } = new MessageChannel();
  serveJudge(port2, counting().judge);
  const distant = askJudge(port1, { silenceMs: 60_000, stuck() {} });
  expect(await Promise.all([distant.redact("a"), distant.fingerprint("abc")])).toEqual([
    "redacted a",
    "f1:3",
  ]);
  expect(await distant.difference("a", "b")).toMatchObject({ effect: true });
  await expect(distant.redact("bad")).rejects.toThrow("cannot read");
  distant.fail(new Error("gone"));
  await expect(distant.redact("b")).rejects.toThrow("gone");
  port1.close();
});

test("a judge that says nothing is given up", async () => {
  const { port1, port2 } = new MessageChannel();
  const distant = askJudge(port1, {
    silenceMs: 1,
    stuck: () => distant.fail(new Error("stuck")),
  });
  await expect(distant.redact("a")).rejects.toThrow("stuck");
  port1.close();
  port2.close();
});

test("the same text is judged once, a failure is tried again", async () => {
  const { judge, asked } = counting();
  const once = remembering(judge, 2);
  await once.redact("a");
  await once.redact("a");
  await expect(once.redact("bad")).rejects.toThrow();
  await expect(once.redact("bad")).rejects.toThrow();
  await once.redact("b");
  await once.redact("c");
  await once.redact("a");
  expect(asked).toEqual(["a", "bad", "bad", "b", "c", "a"]);
});
