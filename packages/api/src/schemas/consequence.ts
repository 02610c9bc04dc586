import { z } from "zod";

const pipeline = z.string();
const component = z.string();
const signal = z.string();
const names = z.array(z.string());
const componentClass = z.enum(["receiver", "processor", "exporter", "connector", "extension"]);

/** How much a reviewer should care about a consequence. */
export const Impact = z.enum(["high", "medium", "low", "none"]).meta({
  id: "Impact",
  description: "`high` wants a decision, `medium` a look, `low` is worth knowing.",
});
export type Impact = z.output<typeof Impact>;

const severity = Impact;
const of = {
  class: componentClass,
  component,
  pipelines: names.meta({ description: "Those that name it, before or after." }),
  severity,
};
const paths = names.meta({ description: "Options in the component's body, keys joined with `.`." });
const factor = z.number().meta({ description: "How many times as much." });
const onPath = {
  purpose: z.enum(["redaction", "sampling", "filtering", "batching", "memory-limiting"]),
  signal,
  pipeline: pipeline.meta({ description: "Where the data enters." }),
  component: component.meta({ description: "The processor." }),
  destinations: names.meta({ description: "Exporters, connectors followed." }),
  severity,
};
const listener = { ...of, address: z.string(), transport: z.enum(["tcp", "udp"]) };
const kind = <const T extends readonly [string, ...string[]]>(...kinds: T) => z.enum(kinds);

/** What follows from the changes taken together. */
export const Consequence = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: kind("restart", "own-metrics-off", "own-metrics-on"), severity }),
    z.strictObject({
      kind: kind("processing-lost"),
      ...onPath,
      instead: names.meta({ description: "Processors that now do it there." }),
      factor: factor.nullable(),
    }),
    z.strictObject({ kind: kind("processing-gained"), ...onPath, factor: factor.nullable() }),
    z.strictObject({ kind: kind("path-without-processing"), ...onPath }),
    z.strictObject({
      kind: kind("memory-limiter-not-first"),
      pipeline,
      component,
      behind: names.meta({ description: "Processors that run before it." }),
      severity,
    }),
    z.strictObject({
      kind: kind("redaction-changed"),
      ...of,
      paths,
      weaker: names.meta({ description: "Those that let more through." }),
      stronger: names,
    }),
    z.strictObject({
      kind: kind(
        "filtering-changed",
        "encryption-lost",
        "encryption-gained",
        "verification-lost",
        "verification-gained",
        "authentication-lost",
        "authentication-gained",
        "authentication-changed",
      ),
      ...of,
      paths,
    }),
    z.strictObject({
      kind: kind("sampling-changed"),
      ...of,
      path: z.string(),
      policy: z.string().nullable(),
      before: z.number().meta({ description: "Percentage that passes." }),
      after: z.number(),
      factor: factor.nullable(),
    }),
    z.strictObject({
      kind: kind("pace-changed"),
      ...of,
      path: z.string(),
      before: z.string(),
      after: z.string(),
      factor,
    }),
    z.strictObject({
      kind: kind("endpoint-changed"),
      ...of,
      before: names,
      after: names,
      newHosts: names.meta({ description: "Hosts that no exporter in use had before." }),
    }),
    z.strictObject({
      kind: kind("host-gained"),
      ...of,
      host: z.string(),
      encrypted: z.boolean().nullable(),
    }),
    z.strictObject({
      kind: kind("destination-lost", "destination-gained"),
      pipeline: pipeline.meta({ description: "Where the data enters." }),
      component: component.meta({ description: "The exporter, connectors followed." }),
      severity,
    }),
    z.strictObject({
      kind: kind("signal-no-longer-received", "signal-no-longer-exported"),
      signal,
      component,
      severity,
    }),
    z.strictObject({ kind: kind("listener-opened", "listener-closed"), ...listener }),
    z.strictObject({
      kind: kind("listener-moved"),
      ...listener,
      before: z.string(),
      wider: z
        .boolean()
        .nullable()
        .meta({ description: "Reachable from more hosts, or fewer; null: another port or host." }),
    }),
    z.strictObject({
      kind: kind("delivery-weakened", "delivery-strengthened"),
      ...of,
      part: z.enum(["queue", "retry", "queue-storage"]),
    }),
    z.strictObject({ kind: kind("validated-only"), class: componentClass, component, severity }),
  ])
  .meta({ id: "Consequence" });
export type Consequence = z.output<typeof Consequence>;
