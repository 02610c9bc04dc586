import { describe, expect, it } from "vitest";
import { type CheckAgainst, judge as judgeWith, partsFor } from "./judge";
import { Judging, LONG_LINES } from "./judging";

const TEXT = `receivers:
  otlp:
    protocols:
      grpc:
        endpoint: localhost:4317
processors:
  batch:
    timeot: 5s
exporters:
  debug:
service:
  pipelines:
    traces:
      receivers: [otlp]
      processors: [batch]
      exporters: [debug]
`;
const ALONE: CheckAgainst = { components: null, version: "" };
const NOTHING = { catalogue: null, merging: null, promises: null };
const judge = async (text: string, against: CheckAgainst) =>
  judgeWith(text, against, await partsFor(against, "0.159.0"));
const codes = (found: { readonly findings: readonly { readonly code: string }[] }) =>
  found.findings.map(({ code }) => code);

describe("judging a draft", () => {
  it("knows options from the catalogue, and stays without it", async () => {
    const { findings } = await judge(TEXT, ALONE);
    const unknown = findings.find(({ path }) => path.includes("timeot"));
    expect([unknown?.severity, unknown?.line]).toEqual(["error", 8]);
    expect(unknown?.edit?.replacement).toContain("timeout");
    expect(
      judgeWith(TEXT, ALONE, NOTHING).findings.some(({ path }) => path.includes("timeot")),
    ).toBe(false);
  });

  it("judges a fragment by its options alone", async () => {
    const fragment = "processors:\n  batch:\n    timeout: 5s\n";
    expect(codes(await judge(fragment, ALONE))).not.toEqual([]);
    expect((await judge(fragment, { ...ALONE, fragment: true })).findings).toEqual([]);
  });

  it("judges the whole that layers make of it, and says which layer a finding is about", async () => {
    const layers = [
      { name: "privacy r9", text: "exporters:\n  otlp_http:\n    retry: 1\nnothing: 1\n" },
    ];
    const judged = await judge(TEXT, { ...ALONE, layers });
    expect(judged.merged).toContain("otlp_http");
    const inLayer = judged.findings.filter(({ layer }) => layer === 1);
    expect(inLayer.some(({ layerName, line }) => layerName === "privacy r9" && line === 4)).toBe(
      true,
    );
  });

  it("says what nobody declared, and not what agents have to give", async () => {
    const text = TEXT.replace("localhost:4317", "${fleethub:ADDRESS}");
    expect(codes(await judge(text, ALONE))).toContain("undeclared-variable");
    const variables = [{ name: "ADDRESS", type: "text" as const, default: null }];
    expect(codes(await judge(text, { ...ALONE, variables }))).not.toContain("missing-variable");
  });

  it("a secret that the hub does not have is told where its secrets are known", async () => {
    const text = TEXT.replace("localhost:4317", "${fleethub:secret/other}");
    expect(codes(await judge(text, ALONE))).not.toContain("undeclared-secret");
    const known = { ...ALONE, secrets: ["one"] };
    expect(codes(await judge(text, known))).toContain("undeclared-secret");
    const there = { ...ALONE, secrets: ["other"] };
    expect(codes(await judge(text, there))).not.toContain("undeclared-secret");
  });

  it("judges policies, with the remedy where there is one", async () => {
    const policies = [
      {
        name: "prompts-masked",
        title: "Prompts are masked",
        description: "",
        severity: "block" as const,
        rule: { kind: "path-passes" as const, processors: ["redaction*"] },
      },
    ];
    const { findings } = await judge(TEXT, { ...ALONE, policies });
    const broken = findings.find(({ code }) => code === "policy");
    expect(broken?.severity).toBe("error");
    expect(broken?.message).toContain("Prompts are masked");
  });

  it("answers the newest text alone, and long ones too where there are no workers", async () => {
    const judging = new Judging();
    const [old, now] = await Promise.all([
      judging.judge(TEXT, ALONE),
      judging.judge(TEXT + "# long\n".repeat(LONG_LINES), ALONE),
    ]);
    expect(old).toBeNull();
    expect(now?.merged).toContain("# long");
    judging.end();
  });
});
