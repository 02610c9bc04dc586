import { meaningOf, type MetricReading, type OwnExport } from "@fleethub/control-plane";
import type { ExportMetricsServiceRequest } from "../../gen/opentelemetry/collector/metrics/v1/metrics_service_pb.js";
import type { KeyValue } from "../../gen/opentelemetry/common/v1/common_pb.js";
import {
  AggregationTemporality,
  type Metric,
  type NumberDataPoint,
} from "../../gen/opentelemetry/metrics/v1/metrics_pb.js";
import type { IntakeLimits } from "./limits.js";

/** Names the agent among the attributes of its resource. */
const INSTANCE_ID = "service.instance.id";

/** The point says that it has no value. */
const NO_RECORDED_VALUE = 1;

const NANOS_PER_MILLI = 1_000_000n;

/** One sender's part of a request. */
export interface SenderExport extends OwnExport {
  /** Numbers of it, also those that are not followed. */
  readonly points: number;
}

export type ReadExport =
  | { readonly ok: true; readonly senders: readonly SenderExport[] }
  | { readonly ok: false; readonly why: string };

/** What each sender says of itself, of what is followed. A sender without a name has the empty UID. */
export function readExport(
  { resourceMetrics }: ExportMetricsServiceRequest,
  limits: Pick<IntakeLimits, "pointsMax" | "sendersMax">,
): ReadExport {
  const senders = new Map<string, { readonly readings: MetricReading[]; points: number }>();
  let points = 0;
  for (const { resource, scopeMetrics } of resourceMetrics) {
    const uid = textOf(resource?.attributes, INSTANCE_ID).toLowerCase();
    const sender = senders.get(uid) ?? { readings: [], points: 0 };
    senders.set(uid, sender);
    if (senders.size > limits.sendersMax) {
      return { ok: false, why: `More than ${limits.sendersMax} senders are in one request.` };
    }
    for (const metric of scopeMetrics.flatMap(({ metrics }) => metrics)) {
      const numbers = metric.data.value?.dataPoints ?? [];
      points += numbers.length;
      sender.points += numbers.length;
      if (points > limits.pointsMax) {
        return { ok: false, why: `More than ${limits.pointsMax} numbers are in one request.` };
      }
      sender.readings.push(...readingsOf(metric, numbers));
    }
  }
  return { ok: true, senders: [...senders].map(([uid, sender]) => ({ uid, ...sender })) };
}

function readingsOf(metric: Metric, points: readonly NumberDataPoint[]): readonly MetricReading[] {
  const kind = kindOf(metric);
  if (kind === null || meaningOf(metric.name) === null) return [];
  return points.flatMap((point) => {
    const { value, flags, startTimeUnixNano, timeUnixNano, attributes } = point;
    if (value.case === undefined || (flags & NO_RECORDED_VALUE) !== 0) return [];
    return {
      name: metric.name,
      value: Number(value.value),
      kind,
      startedAt: Number(startTimeUnixNano / NANOS_PER_MILLI),
      at: Number(timeUnixNano / NANOS_PER_MILLI),
      attributes: textsOf(attributes),
    };
  });
}

/** A count that may go down is a value of the moment. */
function kindOf({ data }: Metric): MetricReading["kind"] | null {
  if (data.case === "gauge") return "gauge";
  if (data.case !== "sum") return null;
  if (!data.value.isMonotonic) return "gauge";
  switch (data.value.aggregationTemporality) {
    case AggregationTemporality.CUMULATIVE:
      return "cumulative";
    case AggregationTemporality.DELTA:
      return "delta";
    default:
      return null;
  }
}

function textsOf(attributes: readonly KeyValue[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [key, String(value?.value.value ?? "")]),
  );
}

function textOf(attributes: readonly KeyValue[] | undefined, key: string): string {
  const found = attributes?.find((attribute) => attribute.key === key)?.value?.value;
  return found?.case === "stringValue" ? found.value : "";
}
