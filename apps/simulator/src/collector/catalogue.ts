/** The five classes of components, as they appear in configurations and component lists. */
export const COMPONENT_CLASSES = [
  "connectors",
  "exporters",
  "extensions",
  "processors",
  "receivers",
] as const;
export type ComponentClass = (typeof COMPONENT_CLASSES)[number];

/** Builds of the Collector that simulated agents run. */
export const DISTRIBUTIONS = ["otelcol-contrib", "otelcol-k8s", "otelcol"] as const;
export type Distribution = (typeof DISTRIBUTIONS)[number];

const CORE = "go.opentelemetry.io/collector";
const CONTRIB = "github.com/open-telemetry/opentelemetry-collector-contrib";

interface CatalogueEntry {
  readonly type: string;
  /** Go module without version. */
  readonly module: string;
  /** First letters of the distributions that include it: c(ontrib), k(8s), o(telcol). */
  readonly in: string;
}

/** `types` are entries "type" or "type=folder", where the folder is not the type's letters. */
function entries(
  repository: string,
  kind: string,
  distributions: string,
  types: string,
): readonly CatalogueEntry[] {
  return types.split(" ").map((entry) => {
    const [type = "", folder = type.replaceAll("_", "")] = entry.split("=");
    return { type, module: `${repository}/${kind}/${folder}${kind}`, in: distributions };
  });
}

/** What there is, by class; a realistic cut of the published distributions. */
const CATALOGUE: Readonly<Record<ComponentClass, readonly CatalogueEntry[]>> = {
  connectors: [
    ...entries(CORE, "connector", "cko", "forward"),
    ...entries(CONTRIB, "connector", "cko", "count spanmetrics"),
    ...entries(CONTRIB, "connector", "ck", "routing servicegraph"),
    ...entries(CONTRIB, "connector", "c", "failover"),
  ],
  exporters: [
    ...entries(
      CORE,
      "exporter",
      "cko",
      "debug nop otlp otlp_grpc=otlp otlphttp otlp_http=otlphttp",
    ),
    ...entries(CONTRIB, "exporter", "co", "kafka prometheus prometheusremotewrite zipkin"),
    ...entries(CONTRIB, "exporter", "ck", "file loadbalancing"),
    ...entries(CONTRIB, "exporter", "c", "awss3 elasticsearch splunk_hec"),
  ],
  extensions: [
    ...entries(CONTRIB, "extension", "cko", "health_check opamp pprof"),
    ...entries(CONTRIB, "extension", "ck", "bearertokenauth file_storage=storage/filestorage"),
    ...entries(CORE, "extension", "cko", "zpages"),
    ...entries(CONTRIB, "extension", "c", "basicauth oauth2client=oauth2clientauth"),
  ],
  processors: [
    ...entries(CORE, "processor", "cko", "batch memory_limiter"),
    ...entries(CONTRIB, "processor", "cko", "attributes filter probabilistic_sampler resource"),
    ...entries(CONTRIB, "processor", "ck", "k8sattributes redaction resourcedetection transform"),
    ...entries(CONTRIB, "processor", "c", "cumulativetodelta tail_sampling"),
  ],
  receivers: [
    ...entries(CORE, "receiver", "cko", "nop otlp"),
    ...entries(CONTRIB, "receiver", "cko", "hostmetrics jaeger prometheus zipkin"),
    ...entries(CONTRIB, "receiver", "ck", "filelog journald k8s_cluster kubeletstats"),
    ...entries(CONTRIB, "receiver", "c", "postgresql redis statsd syslog windowseventlog"),
  ],
};

/** What one distribution includes of a class, with modules; sorted by type. */
export function componentsOf(
  distribution: Distribution,
  componentClass: ComponentClass,
): readonly { readonly type: string; readonly module: string }[] {
  const letter = distribution === "otelcol" ? "o" : distribution === "otelcol-k8s" ? "k" : "c";
  return CATALOGUE[componentClass]
    .filter((entry) => entry.in.includes(letter))
    .toSorted((a, b) => (a.type < b.type ? -1 : 1));
}
