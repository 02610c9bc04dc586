import { descend } from "../../parse/tree.js";
import { destinationsOf } from "../destinations/destinations-of.js";
import { readEndpoint } from "../destinations/endpoint.js";
import { incompleteInWords, type Judged, type Judgement, ofPath } from "../judgement.js";
import { type Host, matchesHosts } from "../patterns/host-pattern.js";
import type { DestinationsRule } from "../policy.js";
import { pathsInScope, type PolicySubject, signalOf } from "../subject.js";
import { oncePerExporter } from "./once-per-exporter.js";

/** Exporters send to allowed hosts alone; own telemetry too where the rule says so. */
export function judgeDestinations(rule: DestinationsRule, subject: PolicySubject): Judged {
  const judgements = oncePerExporter(pathsInScope(subject, rule)).map((path): Judgement => {
    const exporter = subject.component("exporter", path.exit);
    if (exporter === undefined) return ofPath(subject, path, { verdict: "kept" });
    const { kind, destinations } = destinationsOf(exporter, signalOf(path));
    if (kind === "local" || kind === "listens") return ofPath(subject, path, { verdict: "kept" });
    const outside = destinations.find(({ host }) => isOutside(host, rule));
    if (outside !== undefined && outside.host !== null && outside.host !== "unknown")
      return ofPath(subject, path, {
        verdict: "broken",
        place: outside.place,
        path: outside.path,
        message: `${path.exit} sends ${signalOf(path)} to ${hostInWords(outside.host)}, which is not allowed`,
        remedy: `Send to one of ${listed(rule.hosts)}, or have the host allowed.`,
      });
    const unknown = destinations.find(({ host }) => host === "unknown");
    if (kind === "unknown" || unknown !== undefined)
      return ofPath(subject, path, {
        verdict: "cannot-tell",
        place: unknown?.place ?? exporter.place,
        path: unknown?.path ?? exporter.path,
        message:
          unknown === undefined
            ? `${path.exit} names no host, so it goes where its component decides`
            : `${path.exit} takes its host from the environment`,
        remedy: "Write the host, or look at what the agent reports as effective.",
      });
    return ofPath(subject, path, { verdict: "kept" });
  });
  const own = rule.ownTelemetry === true ? judgeOwnTelemetry(rule, subject) : [];
  return { judgements: [...judgements, ...own], incomplete: incompleteInWords(subject) };
}

function isOutside(host: Host | null | "unknown", rule: DestinationsRule): boolean {
  if (host === null || host === "unknown") return false;
  return !matchesHosts(host, [...rule.hosts, ...(rule.exceptHosts ?? [])]);
}

/** `service.telemetry`: readers and processors with an OTLP exporter, by any depth. */
function judgeOwnTelemetry(rule: DestinationsRule, subject: PolicySubject): Judgement[] {
  const telemetry = descend(subject.config.root, ["service", "telemetry"]);
  const found: Judgement[] = [];
  const walk = (node: typeof telemetry, path: readonly string[]): void => {
    if (node?.kind === "list")
      node.items.forEach((item, index) => walk(item, [...path, `${index}`]));
    if (node?.kind !== "map") return;
    for (const [key, { value }] of node.entries) {
      const at = [...path, key];
      const endpoint = key === "endpoint" ? readEndpoint(value) : undefined;
      if (endpoint === undefined) {
        walk(value, at);
        continue;
      }
      const { host } = endpoint;
      const verdict =
        host === "unknown" ? "cannot-tell" : isOutside(host, rule) ? "broken" : "kept";
      const where =
        host === null || host === "unknown" ? "a host from the environment" : hostInWords(host);
      found.push({
        verdict,
        signal: null,
        steps: [],
        place: value.place,
        path: at,
        message: `The Collector's own telemetry goes to ${where}${verdict === "broken" ? ", which is not allowed" : ""}`,
        remedy: `Send it to one of ${listed(rule.hosts)}.`,
      });
    }
  };
  walk(telemetry, ["service", "telemetry"]);
  return found;
}

function hostInWords({ name, port }: Host): string {
  return port === null ? name : `${name}:${port}`;
}

/** Most hosts that a remedy names. */
const HOSTS_IN_WORDS_MAX = 6;

function listed(hosts: readonly string[]): string {
  const shown = hosts.slice(0, HOSTS_IN_WORDS_MAX).join(", ");
  return hosts.length > HOSTS_IN_WORDS_MAX
    ? `${shown} and ${hosts.length - HOSTS_IN_WORDS_MAX} more`
    : shown;
}
