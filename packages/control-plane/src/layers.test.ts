import { beforeEach, describe, expect, it } from "vitest";
import { GOOD } from "./testing/configs.js";
import { CALL, openHub, type TestHub } from "./testing/open-hub.js";

const FRAGMENT = `# Say more.
exporters:
    debug:
        verbosity: detailed
service:
    pipelines:
        traces:
            exporters:
                - {append: nop}
`;

describe("layers", () => {
  let hub: TestHub;

  const configuration = (name: string, kind: "complete" | "fragment") =>
    hub.plane.run("create-configuration", CALL, { name, kind });
  const revise = (name: string, content: string, more: object = {}) =>
    hub.plane.run("create-revision", CALL, { name, content, ...more });

  beforeEach(async () => {
    hub = await openHub();
    await configuration("loud", "fragment");
    await configuration("edge", "complete");
    await revise("loud", FRAGMENT);
  });

  const layers = [{ configuration: "loud", revision: 1 }];
  const BASE = GOOD.replace("debug: {}", "debug: {}\n    nop: {}");

  it("are merged when the revision is made, and every line says where it comes from", async () => {
    const made = await revise("edge", BASE, { layers });
    expect(made).toMatchObject({ kind: "done", value: { revision: { source: BASE, layers } } });
    if (made.kind !== "done") return;
    const { revision } = made.value;
    expect(revision.content).toContain("        verbosity: detailed\n");
    expect(revision.content).toContain("\n                - nop\n");
    const lines = revision.content.split("\n");
    const line = lines.findIndex((text) => text.includes("verbosity")) + 1;
    const origins = await hub.plane.lineOrigins(revision);
    expect(origins.find((run) => run.line <= line && line < run.line + run.lines)).toMatchObject({
      layer: 1,
    });
    const covered = origins.reduce((sum, run) => sum + run.lines, 0);
    expect(covered).toBe(lines.length - 1);
  });

  it("are told with the line of the layer where they are at fault", async () => {
    await revise("loud", "exporters:\n    kafka!: {}\n");
    const bad = await revise("edge", BASE, { layers: [{ configuration: "loud", revision: 2 }] });
    expect(bad).toMatchObject({
      code: "findings",
      findings: [
        {
          code: "component-id",
          layer: { configuration: "loud", revision: 2, line: 2 },
          message: expect.stringMatching(/\(layer loud r2, line 2\)$/),
        },
      ],
    });
    const nowhere = "service: {pipelines: {traces: {exporters: [{insert: nop, before: no}]}}}";
    await revise("loud", nowhere);
    const target = await revise("edge", BASE, { layers: [{ configuration: "loud", revision: 3 }] });
    expect(target).toMatchObject({
      code: "findings",
      findings: [{ code: "layer-operation-target", layer: { revision: 3, line: 1 } }],
    });
  });

  it("stand on nothing themselves, and are judged alone for YAML and operations", async () => {
    expect(await revise("loud", FRAGMENT, { layers })).toMatchObject({
      code: "invalid",
      errors: [{ pointer: "/layers" }],
    });
    expect(await revise("loud", "a: [")).toMatchObject({ code: "findings" });
    const mixed = "service: {extensions: [a, {append: b}]}";
    expect(await revise("loud", mixed)).toMatchObject({
      code: "findings",
      findings: [{ code: "layer-operation-mixed", line: 1 }],
    });
    expect(await revise("loud", "exporters: {kafka!: }")).toMatchObject({ kind: "done" });
  });

  it("are fragments that are there, each once", async () => {
    await revise("edge", BASE);
    const refusal = (...names: (readonly [string, number])[]) =>
      revise("edge", BASE, {
        layers: names.map(([name, revision]) => ({ configuration: name, revision })),
      });
    expect(await refusal(["nowhere", 1])).toMatchObject({ code: "not-found" });
    expect(await refusal(["loud", 9])).toMatchObject({ code: "not-found" });
    expect(await refusal(["edge", 1])).toMatchObject({ code: "invalid" });
    expect(await refusal(["loud", 1], ["loud", 1])).toMatchObject({
      code: "invalid",
      errors: [{ pointer: "/layers/1" }],
    });
    const many = Array.from({ length: 33 }, () => ["loud", 1] as const);
    expect(await refusal(...many)).toMatchObject({ code: "invalid" });
  });

  it("declare variables too, and the text's own declaration wins", async () => {
    const text = { type: "text", default: "basic" } as const;
    await revise("loud", "exporters: {debug: {verbosity: '${fleethub:LEVEL}'}}", {
      variables: [
        { name: "LEVEL", ...text },
        { name: "OTHER", ...text },
      ],
    });
    const second = [{ configuration: "loud", revision: 2 }];
    const own = { name: "LEVEL", type: "text", default: "detailed" };
    const made = await revise("edge", BASE, { layers: second, variables: [own] });
    expect(made).toMatchObject({
      value: { revision: { variables: [own, { name: "OTHER", default: "basic" }] } },
    });
    const undeclared = await revise("edge", `${BASE}# \${fleethub:NO}\nx: \${fleethub:NO}\n`);
    expect(undeclared).toMatchObject({ code: "findings" });
    expect(undeclared).toMatchObject({
      findings: expect.arrayContaining([
        expect.objectContaining({ code: "undeclared-variable", line: BASE.split("\n").length + 1 }),
      ]),
    });
    const bad = [{ name: "low", type: "text", default: null }];
    expect(await revise("edge", BASE, { variables: bad })).toMatchObject({ code: "invalid" });
    const wrong = [{ name: "N", type: "number", default: "5" }];
    expect(await revise("edge", BASE, { variables: wrong })).toMatchObject({
      errors: [{ pointer: "/variables/0/default" }],
    });
  });

  it("are not removed while a newest revision stands on them", async () => {
    await revise("edge", BASE, { layers });
    const remove = () => hub.plane.run("remove-configuration", CALL, { name: "loud" });
    expect(await remove()).toMatchObject({
      code: "in-use",
      detail: expect.stringContaining("edge"),
    });
    await revise("edge", BASE);
    expect(await remove()).toMatchObject({ kind: "done" });
    // The older revision stays what it was; its lines count as its own.
    const older = await hub.plane.configurations.revision("edge", 1);
    if (older === null) throw new Error("gone");
    expect(older.content).toContain("detailed");
    expect(await hub.plane.lineOrigins(older)).toMatchObject([{ line: 1, layer: 0 }]);
  });

  it("count for check, which saves nothing", async () => {
    const answer = await hub.plane.run("check", CALL, {
      content: BASE.replace("debug: {}", "debug: {verbosity: '${fleethub:V}'}"),
      layers,
      variables: [{ name: "V", type: "text", default: null }],
    });
    // The layer says what stands there: the variable is not needed any more.
    expect(answer).toMatchObject({ value: { findings: [], missingVariables: [] } });
    const alone = await hub.plane.run("check", CALL, {
      content: "exporters: {kafka!: }",
      configuration: "loud",
    });
    expect(alone).toMatchObject({ value: { findings: [] } });
  });
});
