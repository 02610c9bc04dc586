import type { ComponentList } from "./available-components.js";
import { type CollectorConfig, componentsByClass, typeOf } from "./config.js";

/**
 * Why a Collector with these components refuses a configuration, in its own words; null when it
 * starts. Looks at component types and at what pipelines refer to, not at options.
 */
export function collectorVerdict(config: CollectorConfig, list: ComponentList): string | null {
  for (const [name, ids] of componentsByClass(config)) {
    const unknown = ids.find((id) => !list.has(name, typeOf(id)));
    if (unknown === undefined) continue;
    const valid = list.types(name).join(" ");
    return `'${name}' unknown type: "${typeOf(unknown)}" for id: "${unknown}" (valid values: [${valid}])`;
  }
  return pipelineVerdict(config);
}

function pipelineVerdict(config: CollectorConfig): string | null {
  const { receivers, processors, exporters, connectors, extensions } = config.components;
  for (const pipeline of config.pipelines) {
    const path = `service::pipelines::${pipeline.id}`;
    if (pipeline.receivers.length === 0) return `${path}: must have at least one receiver`;
    if (pipeline.exporters.length === 0) return `${path}: must have at least one exporter`;
    const missing =
      missingFrom("receiver", pipeline.receivers, [...receivers, ...connectors]) ??
      missingFrom("processor", pipeline.processors, processors) ??
      missingFrom("exporter", pipeline.exporters, [...exporters, ...connectors]);
    if (missing) return `${path}: ${missing}`;
  }
  const own = [...extensions, "opamp"];
  const missing = missingFrom("extension", config.serviceExtensions, own);
  return missing === null ? null : `service::extensions: ${missing}`;
}

function missingFrom(
  kind: string,
  used: readonly string[],
  configured: readonly string[],
): string | null {
  const id = used.find((one) => !configured.includes(one));
  return id === undefined ? null : `references ${kind} "${id}" which is not configured`;
}
