import type { OwnMetric } from "./data-flow.js";

const CUMULATIVE = 2;

/** One export as OTLP has it in JSON. Times in milliseconds since the Unix epoch. */
export function otlpJson(
  resource: Readonly<Record<string, string>>,
  metrics: readonly OwnMetric[],
  startedAt: number,
  at: number,
): string {
  return JSON.stringify({
    resourceMetrics: [
      {
        resource: { attributes: attributesOf(resource) },
        scopeMetrics: [
          {
            scope: { name: "simulated Collector" },
            metrics: metrics.map(({ name, kind, value, attributes }) => {
              const point = {
                startTimeUnixNano: `${startedAt}000000`,
                timeUnixNano: `${at}000000`,
                asDouble: value,
                attributes: attributesOf(attributes),
              };
              const dataPoints = [point];
              return kind === "value"
                ? { name, gauge: { dataPoints } }
                : {
                    name,
                    sum: { dataPoints, aggregationTemporality: CUMULATIVE, isMonotonic: true },
                  };
            }),
          },
        ],
      },
    ],
  });
}

function attributesOf(attributes: Readonly<Record<string, string>>) {
  return Object.entries(attributes).map(([key, stringValue]) => ({ key, value: { stringValue } }));
}
