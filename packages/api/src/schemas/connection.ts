import { z } from "zod";
import { Time } from "./primitives.js";

const OwnEndpoint = z.strictObject({
  endpoint: z
    .url({ protocol: /^https?$/, error: "an endpoint begins with http:// or https://" })
    .max(2_048)
    .meta({ description: "OTLP/HTTP, with its path." }),
});

const elsewhere = (signal: string) =>
  OwnEndpoint.nullable()
    .optional()
    .meta({
      description: `Where its own ${signal} go; null: nowhere. The hub itself takes none.`,
    });

const INTERVAL = "a heartbeat interval is whole seconds from 1 to 86,400";

const decisions = {
  ownMetrics: z
    .union([z.literal(true), OwnEndpoint])
    .nullable()
    .optional()
    .meta({
      description:
        "True: to this hub, at the address by which the agent reached it; null: nowhere.",
    }),
  ownTraces: elsewhere("traces"),
  ownLogs: elsewhere("logs"),
  heartbeatIntervalSeconds: z
    .int(INTERVAL)
    .min(1, INTERVAL)
    .max(86_400, INTERVAL)
    .nullable()
    .optional()
    .meta({
      description:
        "How often it reports. Null: nothing is said of it any more; the agent keeps what it has until it starts anew.",
    }),
};

/** What operators decided about an agent's connections; nothing was decided of what is absent. */
export const ConnectionDecided = z.strictObject(decisions).meta({ id: "ConnectionDecided" });
export type ConnectionDecided = z.output<typeof ConnectionDecided>;

/** What an agent is to know about its connections; what is left out stays as it was decided. */
export const ConnectionBody = z
  .strictObject(decisions)
  .refine((body) => Object.values(body).some((value) => value !== undefined), {
    message: "decide `ownMetrics`, `ownTraces`, `ownLogs` or `heartbeatIntervalSeconds`",
  })
  .meta({ id: "ConnectionBody" });
export type ConnectionBody = z.output<typeof ConnectionBody>;

const toldEndpoint = z
  .string()
  .nullable()
  .meta({ description: "Empty: it was told to send none; null: it was told nothing." });

/** The connection settings that an agent was told last, and what became of them. */
export const ConnectionStatus = z
  .strictObject({
    status: z.enum(["none", "told", "applying", "applied", "failed"]).meta({
      description: "`told`: it reported nothing since, as most agents never do.",
    }),
    toldAt: Time.nullable(),
    error: z.string().meta({ description: "Why it refused." }),
    ownMetrics: toldEndpoint,
    ownTraces: toldEndpoint,
    ownLogs: toldEndpoint,
    heartbeatIntervalSeconds: z.int().nullable(),
    withheld: z.string().meta({
      description: "Why an interval that was decided is not told; empty: nothing is in the way.",
    }),
  })
  .meta({ id: "ConnectionStatus" });
export type ConnectionStatus = z.output<typeof ConnectionStatus>;
