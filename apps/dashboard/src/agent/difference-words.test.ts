import { expect, test } from "vitest";
import { differenceTitle, openTitle } from "./difference-words";

const path = (text: string) => text.split(" ");

test("a changed option is told with both values and the component that it belongs to", () => {
  const title = differenceTitle({
    path: path("processors batch timeout"),
    kind: "changed",
    desired: "5s",
    effective: "200ms",
  });
  expect(title).toBe("batch runs with timeout 200ms instead of 5s");
});

test("what is missing or too much is told by what it is", () => {
  const none = { desired: null, effective: null };
  expect(
    differenceTitle({ ...none, path: path("exporters otlp_http"), kind: "missing", desired: "{}" }),
  ).toBe("otlp_http is not in what runs");
  expect(
    differenceTitle({
      ...none,
      path: path("service pipelines traces exporters"),
      kind: "extra",
      effective: "debug",
    }),
  ).toBe("pipeline traces runs with exporters debug, which is not desired");
  expect(
    differenceTitle({
      ...none,
      path: path("service telemetry logs level"),
      kind: "missing",
      desired: "info",
    }),
  ).toBe("service runs without telemetry.logs.level");
});

test("long values stay out of the sentence", () => {
  const title = differenceTitle({
    path: path("exporters otlp_http headers"),
    kind: "changed",
    desired: "x".repeat(80),
    effective: "y".repeat(80),
  });
  expect(title).toBe("otlp_http runs with headers set differently");
});

test("open values are counted by reason", () => {
  const of = (because: "environment" | "redacted" | "not-printed") => ({
    path: ["a"],
    because,
    references: [],
  });
  expect(openTitle([of("environment")])).toBe(
    "1 value cannot be compared: taken from the agent’s environment",
  );
  expect(openTitle([of("redacted"), of("environment"), of("environment")])).toBe(
    "3 values cannot be compared: 2 taken from the agent’s environment, 1 a secret that is masked",
  );
});
