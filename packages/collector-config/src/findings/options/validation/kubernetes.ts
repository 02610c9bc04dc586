import { atLeast, notNegative, oneOf } from "./limits.js";
import { regex } from "./metrics.js";
import type { Problem, Section } from "./section.js";
import { validates } from "./validation.js";

const FROM = ["", "pod", "namespace", "node", "deployment", "statefulset", "daemonset", "job"];
const AUTH_TYPES = ["none", "serviceAccount", "kubeConfig", "tls"];
const METADATA: ReadonlySet<string> = new Set([
  "k8s.namespace.name",
  "k8s.pod.name",
  "k8s.pod.uid",
  "k8s.pod.hostname",
  "k8s.pod.start_time",
  "k8s.pod.ip",
  "k8s.deployment.name",
  "k8s.deployment.uid",
  "k8s.replicaset.name",
  "k8s.replicaset.uid",
  "k8s.daemonset.name",
  "k8s.daemonset.uid",
  "k8s.statefulset.name",
  "k8s.statefulset.uid",
  "k8s.job.name",
  "k8s.job.uid",
  "k8s.cronjob.name",
  "k8s.cronjob.uid",
  "k8s.node.name",
  "k8s.node.uid",
  "k8s.container.name",
  "container.id",
  "container.image.name",
  "container.image.tag",
  "container.image.tags",
  "container.image.repo_digests",
  "service.namespace",
  "service.name",
  "service.version",
  "service.instance.id",
  "k8s.cluster.uid",
]);
/** A pod is told by so many sources at most. */
const SOURCES_MAX = 4;

function* k8sAttributes(body: Section): Generator<Problem> {
  yield* oneOf(body, "auth_type", AUTH_TYPES, { absent: "serviceAccount" });
  yield* notNegative(body, "watch_sync_period");
  yield* notNegative(body, "pod_delete_grace_period");
  for (const association of body.items("pod_association")) {
    const sources = association.count("sources");
    if (sources !== undefined && sources > SOURCES_MAX)
      yield association.problem("sources", `are more than ${SOURCES_MAX}`, "Name fewer.");
  }
  const extract = body.at("extract");
  for (const field of extract.items("metadata")) {
    const text = field.ownText;
    if (text !== undefined && !METADATA.has(text))
      yield field.own(
        `("${text}") cannot be extracted`,
        "Use one of the fields that the component's page lists.",
      );
  }
  for (const rule of [...extract.items("labels"), ...extract.items("annotations")]) {
    if (rule.node?.kind !== "map") continue;
    yield* oneOf(rule, "from", FROM);
    const pattern = rule.text("key_regex", "");
    if (pattern === undefined || pattern === "") continue;
    const key = rule.text("key", "");
    if (key !== undefined && key !== "")
      yield rule.problem("key_regex", 'cannot be used together with "key"', "Keep one of the two.");
    yield* regex(rule, "key_regex");
  }
  const filter = body.at("filter");
  for (const rule of filter.items("labels"))
    yield* oneOf(rule, "op", ["", "equals", "not-equals", "exists", "does-not-exist"]);
  for (const rule of filter.items("fields")) yield* oneOf(rule, "op", ["", "equals", "not-equals"]);
}

const NODE_METRICS = [
  "k8s.container.cpu.node.utilization",
  "k8s.pod.cpu.node.utilization",
  "k8s.container.memory.node.utilization",
  "k8s.pod.memory.node.utilization",
];

function* kubeletStats(body: Section): Generator<Problem> {
  yield* oneOf(body, "auth_type", AUTH_TYPES, { absent: "tls" });
  if (body.text("node", "") !== "" || body.at("node").given) return;
  for (const name of NODE_METRICS) {
    const metric = body.at("metrics").at(name);
    if (metric.flag("enabled") === true)
      yield metric.own('needs "node"', "Set node: ${env:K8S_NODE_NAME} from the downward API.");
  }
}

const METRIC_GROUPS = ["node", "pod", "container", "volume"];

function* metricGroups(body: Section): Generator<Problem> {
  const unknown = body.texts("metric_groups")?.find((each) => !METRIC_GROUPS.includes(each));
  if (unknown !== undefined)
    yield body.problem(
      "metric_groups",
      `knows no "${unknown}"`,
      `Use one or more of: ${METRIC_GROUPS.join(", ")}.`,
    );
}

/** What talks to Kubernetes. */
export const KUBERNETES = [
  validates("processor", ["k8sattributes", "k8s_attributes"], k8sAttributes),
  validates("receiver", ["kubeletstats", "kubelet_stats"], kubeletStats),
  validates("receiver", ["kubeletstats", "kubelet_stats"], metricGroups, "used"),
  validates("receiver", ["k8s_cluster"], function* (body) {
    yield* oneOf(body, "auth_type", AUTH_TYPES, { absent: "serviceAccount" });
    yield* oneOf(body, "distribution", ["kubernetes", "openshift"]);
  }),
  validates("receiver", ["k8s_objects", "k8sobjects"], function* (body) {
    yield* oneOf(body, "auth_type", AUTH_TYPES, { absent: "serviceAccount" });
    for (const object of body.items("objects")) {
      if (object.node?.kind !== "map") continue;
      yield* oneOf(object, "mode", ["pull", "watch"]);
      yield* atLeast(object, "interval", 0, { duration: true });
    }
  }),
];
