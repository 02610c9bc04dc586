import type { Compatibility } from "@fleethub/api";
import { describe, expect, it } from "vitest";
import { reasonsOf } from "./who-reasons";

const lacking = (type: string, version: string) => ({
  severity: "error" as const,
  code: "component-not-available",
  line: 1,
  column: 1,
  path: `processors.${type}/prompts`,
  message: `This agent (${version}) has no processor "${type}".`,
  remedy: "Use a build that has it.",
});
const row = (over: Partial<Compatibility>): Compatibility => ({
  type: "otelcol",
  version: "0.149.0",
  verdict: "can-run",
  agents: 2,
  uids: ["a", "b"],
  findings: [],
  ...over,
});

describe("who can run a text, by reason", () => {
  it("counts agents of all versions that lack the same together", () => {
    const [first, second] = reasonsOf([
      row({ verdict: "cannot-run", findings: [lacking("redaction", "0.149.0")] }),
      row({
        verdict: "cannot-run",
        version: "0.146.1",
        uids: ["c", "d"],
        findings: [lacking("redaction", "0.146.1")],
      }),
      row({ uids: ["e", "f"] }),
    ]);
    expect([first?.says, first?.agents]).toEqual(["can run it", 2]);
    expect([second?.says, second?.lacks, second?.agents]).toEqual(["lack ", "redaction", 4]);
    expect(second?.detail).toBe("otelcol 0.146.1, 0.149.0");
    expect(second?.whom("")).toBe("uid:a,b,c,d");
  });

  it("finds them by what they have in common where not all are named", () => {
    const [only] = reasonsOf([row({ agents: 40 })]);
    expect(only?.whom("label.lane:gateway")).toBe(
      "label.lane:gateway type:otelcol version:0.149.0",
    );
  });
});
