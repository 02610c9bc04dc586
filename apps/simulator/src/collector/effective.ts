import { stringify } from "yaml";
import { COMPONENT_CLASSES, type ComponentClass } from "./catalogue.js";
import { isSection, mergeSections, type Section, withDefaults } from "./defaults.js";

/** What no two agents have in common in their effective configuration. */
export interface OwnParts {
  readonly kind: "supervisor" | "extension";
  readonly instanceUid: string;
  /** Process id of the supervisor. */
  readonly ppid: number;
  /** Port of the supervisor's local OpAMP server. */
  readonly port: number;
  /** The hub's address, which an extension without supervisor connects to. */
  readonly endpoint: string;
  /** Resource attributes of the Collector's own telemetry, sorted by key. */
  readonly resource: readonly (readonly [string, string])[];
}

/** A configuration as the Collector reports it, with gaps for the agent's own parts. */
export interface EffectiveTemplate {
  render(own: OwnParts): string;
}

const GAPS = {
  instanceUid: "GAP_INSTANCE_UID",
  ppid: "GAP_PPID",
  server: "GAP_SERVER",
  resource: "GAP_RESOURCE",
} as const;
const GAP = /( *)(?:server|resource): (GAP_SERVER|GAP_RESOURCE)\n|GAP_INSTANCE_UID|GAP_PPID/g;

/**
 * Writes a configuration as a Collector under a supervisor reports it: keys sorted, four blanks of
 * indentation, defaults filled in, secrets redacted, every class present, the supervisor's own
 * parts added. Written once and filled in for each agent.
 */
export function createEffectiveTemplate(root: Section): EffectiveTemplate {
  const text = stringify(effectiveSections(root), {
    indent: 4,
    lineWidth: 0,
    singleQuote: true,
    sortMapEntries: true,
    aliasDuplicateObjects: false,
  });
  return {
    render: (own) =>
      text.replace(GAP, (gap: string, indent: string | undefined, block: string | undefined) => {
        if (gap === GAPS.instanceUid) return own.kind === "supervisor" ? own.instanceUid : '""';
        if (gap === GAPS.ppid) return own.kind === "supervisor" ? String(own.ppid) : "0";
        const lines = block === GAPS.server ? serverLines(own) : resourceLines(own);
        return lines.map((line) => `${indent ?? ""}${line}\n`).join("");
      }),
  };
}

function effectiveSections(root: Section): Section {
  const sections: Section = {};
  for (const name of COMPONENT_CLASSES) sections[name] = componentSection(name, root[name]);
  const written = isSection(root["service"]) ? root["service"] : {};
  const extensions = Array.isArray(written["extensions"]) ? written["extensions"] : [];
  const telemetry = isSection(written["telemetry"]) ? written["telemetry"] : {};
  return {
    ...sections,
    extensions: { ...componentSection("extensions", root["extensions"]), opamp: OPAMP_EXTENSION },
    service: {
      ...written,
      extensions: [...extensions.filter((id) => id !== "opamp"), "opamp"],
      pipelines: pipelineSection(written["pipelines"]),
      telemetry: mergeSections(TELEMETRY, telemetry),
    },
  };
}

function componentSection(componentClass: ComponentClass, value: unknown): Section {
  if (!isSection(value)) return {};
  return Object.fromEntries(
    Object.entries(value).map(([id, written]) => {
      const type = id.split("/")[0] ?? id;
      return [id, redact(withDefaults(componentClass, type, written))];
    }),
  );
}

function pipelineSection(value: unknown): Section {
  if (!isSection(value)) return {};
  return Object.fromEntries(
    Object.entries(value).map(([id, pipeline]) => [
      id,
      { exporters: [], processors: [], receivers: [], ...(isSection(pipeline) ? pipeline : {}) },
    ]),
  );
}

const SECRET_OPTION = /^(api_?key|access_?key|auth_?token|token|password|secret|client_secret)$/i;

/** The Collector marks options of its secret type; here the usual names of such options are. */
function redact(value: unknown, underHeaders = false): unknown {
  if (Array.isArray(value)) return value.map((entry) => redact(entry, underHeaders));
  if (!isSection(value)) return underHeaders && value !== null ? "[REDACTED]" : value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => {
      if (SECRET_OPTION.test(key) && typeof entry === "string") return [key, "[REDACTED]"];
      return [key, redact(entry, underHeaders || key === "headers")];
    }),
  );
}

const OPAMP_EXTENSION: Section = {
  agent_description: { include_resource_attributes: false, non_identifying_attributes: {} },
  capabilities: {
    accepts_restart_command: false,
    reports_available_components: true,
    reports_effective_config: true,
    reports_health: true,
  },
  instance_uid: GAPS.instanceUid,
  ppid: GAPS.ppid,
  ppid_poll_interval: "5s",
  server: GAPS.server,
};

const TELEMETRY: Section = {
  logs: {
    encoding: "json",
    error_output_paths: ["stderr"],
    level: "info",
    output_paths: ["stdout"],
    sampling: { enabled: true, initial: 10, thereafter: 100, tick: "10s" },
  },
  metrics: {
    level: "Normal",
    readers: [
      {
        pull: {
          exporter: {
            prometheus: {
              host: "localhost",
              port: 8888,
              without_scope_info: true,
              without_type_suffix: true,
              without_units: true,
            },
          },
        },
      },
    ],
  },
  resource: GAPS.resource,
};

function serverLines({ kind, port, endpoint }: OwnParts): readonly string[] {
  const scheme = endpoint.startsWith("http") ? "http" : "ws";
  if (kind === "extension") {
    return ["server:", `    ${scheme}:`, `        endpoint: ${endpoint}`];
  }
  return [
    "server:",
    "    ws:",
    `        endpoint: ws://127.0.0.1:${port}/v1/opamp`,
    "        tls:",
    "            insecure: true",
  ];
}

function resourceLines({ kind, resource }: OwnParts): readonly string[] {
  if (kind === "extension") return [];
  return [
    "resource:",
    ...resource.map(
      ([key, value]) =>
        `    ${key}: ${stringify(value, { lineWidth: 0, singleQuote: true }).trim()}`,
    ),
  ];
}
