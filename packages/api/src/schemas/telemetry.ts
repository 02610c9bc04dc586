import { z } from "zod";
import { Time } from "./primitives.js";

/** What the data path of an agent looks like, by its own telemetry. */
export const Flow = z
  .enum(["flowing", "silent", "losing-data", "idle", "not-reported"])
  .meta({ id: "Flow" });
export type Flow = z.output<typeof Flow>;

/** The kinds of data that a Collector moves. */
export const Signal = z.enum(["traces", "metrics", "logs"]).meta({ id: "Signal" });
export type Signal = z.output<typeof Signal>;

const count = z.number().min(0);

/** Items that one signal moved in one stretch of time. */
export const SignalFlow = z
  .strictObject({
    accepted: count,
    refused: count,
    sent: count,
    sendFailed: count,
    dropped: count.meta({ description: "By processors and by queues that are full." }),
    held: count.meta({
      description: "Held back by exporters whose destination does not answer and that try again.",
    }),
  })
  .meta({ id: "SignalFlow" });
export type SignalFlow = z.output<typeof SignalFlow>;

const Queue = z
  .strictObject({ size: z.number(), capacity: z.number() })
  .nullable()
  .meta({ description: "Items that wait, and what there is room for." });

/** What own metrics said of one stretch of time. What is null was not reported. */
export const FlowPoint = z
  .strictObject({
    at: Time.meta({ description: "Its end." }),
    seconds: z.number().positive().meta({ description: "Its length: counts by it are rates." }),
    signals: z.partialRecord(Signal, SignalFlow),
    memoryBytes: z.number().nullable(),
    cpu: z.number().nullable().meta({ description: "Share of one core, 0 to 1 and above." }),
    queue: Queue,
  })
  .meta({ id: "FlowPoint" });
export type FlowPoint = z.output<typeof FlowPoint>;

/** What one component moved of one signal in the newest stretch of time. */
export const ComponentFlow = SignalFlow.extend({
  kind: z.enum(["receiver", "processor", "exporter"]),
  component: z.string().meta({ description: "Its id in the configuration." }),
  signal: Signal,
  seconds: z.number().positive().meta({ description: "Counts by it are rates." }),
  queue: Queue,
}).meta({ id: "ComponentFlow" });
export type ComponentFlow = z.output<typeof ComponentFlow>;

/** One agent's own metrics: the last two hours, and what they amount to. */
export const AgentTelemetry = z
  .strictObject({
    flow: Flow,
    reason: z
      .string()
      .meta({ description: "Why, with numbers: which exporter, how much, what was usual." }),
    since: Time.nullable().meta({ description: "Null: it never sent any." }),
    lastAt: Time.nullable().meta({ description: "End of the newest point." }),
    itemsPerSecond: z
      .partialRecord(Signal, count)
      .meta({ description: "Of the newest point, as received; else as sent." }),
    hour: z
      .array(z.number().nullable())
      .meta({ description: "Items a second in equal parts of the last hour, oldest first." }),
    lostShare: z.number().nullable().meta({
      description: "Failed, held back and dropped of all that was to leave in the last hour.",
    }),
    lostItems: count,
    memoryBytes: z.number().nullable(),
    cpu: z.number().nullable(),
    queue: Queue,
    startedAt: Time.nullable().meta({ description: "When the Collector's process began." }),
    uptimeSeconds: z.number().nullable(),
    intervalSeconds: z.number().nullable().meta({ description: "Between exports, as seen." }),
    points: z.array(FlowPoint).meta({ description: "Oldest first." }),
    components: z.array(ComponentFlow),
  })
  .meta({ id: "AgentTelemetry" });
export type AgentTelemetry = z.output<typeof AgentTelemetry>;
