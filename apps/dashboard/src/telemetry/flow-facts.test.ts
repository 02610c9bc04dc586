import type { ComponentFlow } from "@fleethub/api";
import { describe, expect, test } from "vitest";
import { flowFacts } from "./flow-facts";

const flow = (over: Partial<ComponentFlow>): ComponentFlow => ({
  kind: "exporter",
  component: "otlp_http",
  signal: "traces",
  accepted: 0,
  refused: 0,
  sent: 0,
  sendFailed: 0,
  dropped: 0,
  held: 0,
  seconds: 10,
  queue: null,
  ...over,
});
const well = () => ({ mark: "healthy" }) as const;

describe("what components move, on the map", () => {
  test("is told by signal, whatever the pipeline is called", () => {
    const facts = flowFacts(
      [flow({ sent: 500 }), flow({ kind: "receiver", component: "otlp", accepted: 12_000 })],
      well,
    );
    expect(facts("traces/two", "exporter", "otlp_http")).toEqual({
      mark: "healthy",
      caption: "50/s",
    });
    expect(facts("traces", "receiver", "otlp").caption).toBe("1.2k/s");
    expect(facts("logs", "exporter", "otlp_http")).toEqual({ mark: "healthy" });
  });

  test("a loss is said in place of the rate, what health says before both", () => {
    const lost = flow({ sent: 90, held: 10 });
    expect(flowFacts([lost], well)("traces", "exporter", "otlp_http")).toEqual({
      mark: "healthy",
      trouble: "bad",
      caption: "10 % not sent",
    });
    const ails = () => ({ mark: "unhealthy", caption: "permanent error" }) as const;
    expect(flowFacts([lost], ails)("traces", "exporter", "otlp_http").caption).toBe(
      "permanent error",
    );
  });
});
