import { currentName } from "../../facts/aliases.js";
import { LISTENERS, OWN_METRICS_PORT } from "../../facts/listeners.js";
import { type CollectorConfig, type Component } from "../../parse/config.js";
import { child, type ConfigNode, descend, isNull, isSymbolic } from "../../parse/tree.js";
import { readAddress } from "../../text/address.js";
import type { Place } from "../../text/place.js";
import type { RuleContext } from "../rule.js";

/** A port that the Collector will open. */
export interface OpenPort {
  /** As messages name it: `receiver "otlp"`. */
  readonly owner: string;
  readonly component: Component | undefined;
  readonly transport: "tcp" | "udp";
  /** As written; `localhost` where nothing is. */
  readonly host: string;
  readonly port: number;
  /** False where the address is the default. */
  readonly written: boolean;
  readonly place: Place;
  readonly path: readonly string[];
}

/** The ports of components in use whose listening is known, and of the Collector's own metrics. */
export function openPorts({ config, runs }: RuleContext): OpenPort[] {
  const ports = config.components.filter(runs).flatMap((component) => {
    const type = currentName(component.class, component.type);
    return LISTENERS.filter((each) => each.class === component.class && each.type === type).flatMap(
      ({ within, path, port, transport }): OpenPort[] => {
        if (within !== undefined && !holds(component.body, within)) return [];
        const owner = `${component.class} "${component.id}"`;
        const node = descend(component.body, path);
        const wanted = child(component.body, "transport");
        const network =
          wanted?.kind === "scalar" && wanted.source.startsWith("tcp") ? "tcp" : transport;
        const common = { owner, component, transport: network, path: [...component.path, ...path] };
        if (node === undefined || isNull(node)) {
          if (port === undefined || isSymbolic(component.body)) return [];
          return [{ ...common, host: "localhost", port, written: false, place: component.place }];
        }
        return addressed(node).map((address) => ({ ...common, ...address }));
      },
    );
  });
  return [...ports, ...ownMetrics(config)];
}

/** True where a key is there, whatever its value. */
function holds(body: ConfigNode, path: readonly string[]): boolean {
  const parent = descend(body, path.slice(0, -1));
  return parent?.kind === "map" && parent.entries.has(path.at(-1) ?? "");
}

function addressed(node: ConfigNode): Pick<OpenPort, "host" | "port" | "written" | "place">[] {
  const address = node.kind === "scalar" ? readAddress(node.source) : undefined;
  if (address?.port === undefined) return [];
  return [{ host: address.host, port: address.port, written: true, place: node.place }];
}

const METRICS = ["service", "telemetry", "metrics"] as const;

function ownMetrics(config: CollectorConfig): OpenPort[] {
  const metrics = descend(config.root, METRICS);
  const level = child(metrics, "level");
  if (level?.kind === "scalar" && (/^none$/i.test(level.source) || isSymbolic(level))) return [];
  const common = {
    owner: "the Collector's own metrics",
    component: undefined,
    transport: "tcp" as const,
  };
  const readers = child(metrics, "readers");
  if (readers === undefined) {
    const entry = config.root.entries.get("service");
    if (
      entry === undefined ||
      isSymbolic(metrics) ||
      isSymbolic(descend(config.root, METRICS.slice(0, 2)))
    )
      return [];
    const { keyPlace: place } = entry;
    return [
      {
        ...common,
        host: "localhost",
        port: OWN_METRICS_PORT,
        written: false,
        place,
        path: [...METRICS],
      },
    ];
  }
  if (readers.kind !== "list") return [];
  return readers.items.flatMap((reader, index) => {
    const exporter = descend(reader, ["pull", "exporter", "prometheus"]);
    const host = child(exporter, "host");
    const port = child(exporter, "port");
    if (port?.kind !== "scalar" || typeof port.value !== "number") return [];
    const path = [...METRICS, "readers", `${index}`, "pull", "exporter", "prometheus"];
    const name = host?.kind === "scalar" ? host.source : "localhost";
    const place = host?.place ?? port.place;
    return [
      { ...common, host: name, port: port.value, written: true, place, path: [...path, "host"] },
    ];
  });
}
