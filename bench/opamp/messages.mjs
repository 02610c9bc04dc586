// The parts of a full report, in the shapes that a supervisor with a Collector of 150 components sends.
import { createHash } from "node:crypto";
import { create } from "@bufbuild/protobuf";
import {
  AgentDescriptionSchema,
  AvailableComponentsSchema,
  ComponentHealthSchema,
  EffectiveConfigSchema,
  makeAttributes,
} from "@fleethub/opamp";

const attributes = (values) => makeAttributes(Object.entries(values));

export function descriptionPart({ uid, host }) {
  return create(AgentDescriptionSchema, {
    identifyingAttributes: attributes({
      "service.instance.id": uid,
      "service.name": "otelcol-contrib",
      "service.version": "0.149.0",
    }),
    nonIdentifyingAttributes: attributes({
      "host.name": `edge-${host}`,
      "host.arch": "amd64",
      "os.type": "linux",
      "os.description": "Debian GNU/Linux 12 (bookworm)",
      "deployment.environment": "production",
      "cloud.provider": "aws",
      "cloud.region": "eu-west-1",
      "cloud.availability_zone": "eu-west-1b",
      "k8s.cluster.name": "payments-eu-west-1",
      "k8s.namespace.name": "observability",
      "k8s.node.name": "ip-10-20-30-40.eu-west-1.compute.internal",
      team: "platform-observability",
    }),
  });
}

const PIPELINES = {
  "pipeline:traces": [
    "receiver:otlp",
    "processor:memory_limiter",
    "processor:batch",
    "exporter:otlp",
  ],
  "pipeline:metrics": ["receiver:hostmetrics", "processor:batch", "exporter:otlp"],
  "pipeline:logs": ["receiver:filelog", "receiver:otlp", "processor:batch", "exporter:otlp"],
  extensions: [
    "extension:opamp",
    "extension:health_check",
    "extension:file_storage",
    "extension:pprof",
  ],
};
const STARTED = 1_795_384_666_384_350_710n;

/** The root, four groups and fifteen components. */
export function healthPart({ now }) {
  const running = (fields) => ({
    healthy: true,
    status: "StatusOK",
    statusTimeUnixNano: STARTED,
    ...fields,
  });
  const groups = Object.entries(PIPELINES).map(([name, components]) => [
    name,
    running({ componentHealthMap: Object.fromEntries(components.map((key) => [key, running()])) }),
  ]);
  return create(
    ComponentHealthSchema,
    running({
      startTimeUnixNano: STARTED,
      statusTimeUnixNano: now,
      componentHealthMap: Object.fromEntries(groups),
    }),
  );
}

export function effectivePart(yaml) {
  const body = new TextEncoder().encode(yaml);
  return create(EffectiveConfigSchema, {
    configMap: { configMap: { "": { body, contentType: "text/yaml" } } },
  });
}

const CONTRIB = "github.com/open-telemetry/opentelemetry-collector-contrib";
const COUNTS = { receivers: 60, processors: 30, exporters: 40, extensions: 15, connectors: 5 };
/** Those that the configurations use; the rest have names of the usual length. */
const USED = {
  receivers: ["otlp", "hostmetrics", "filelog"],
  processors: ["memory_limiter", "batch"],
  exporters: ["otlp"],
  extensions: ["opamp", "health_check", "file_storage", "pprof"],
  connectors: [],
};

/** 150 components with their modules, and the agent's own hash of them. */
export function componentsPart() {
  const components = Object.entries(COUNTS).map(([kind, count]) => {
    const singular = kind.slice(0, -1);
    const types = Array.from({ length: count }, (_, index) => {
      const type =
        USED[kind][index] ?? `${singular}_of_another_kind_${String(index).padStart(2, "0")}`;
      const module = `${CONTRIB}/${singular}/${type.replaceAll("_", "")} v0.149.0`;
      return [type, { metadata: attributes({ "code.namespace": module }) }];
    });
    return [kind, { subComponentMap: Object.fromEntries(types) }];
  });
  const hash = createHash("sha256")
    .update(JSON.stringify(components.map(([kind]) => kind)))
    .digest();
  return create(AvailableComponentsSchema, { components: Object.fromEntries(components), hash });
}
