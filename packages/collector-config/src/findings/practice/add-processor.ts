import type { Edit } from "../../finding.js";
import type { CollectorConfig, Pipeline } from "../../parse/config.js";
import { child } from "../../parse/tree.js";
import { insertBefore, insertFirst, isFlow } from "../editing.js";

/** Puts a processor first in a pipeline. */
export function insertInPipeline(
  { text }: CollectorConfig,
  pipeline: Pipeline,
  id: string,
): Edit | undefined {
  const { body } = pipeline;
  if (body.kind !== "map") return undefined;
  const list = child(body, "processors");
  if (list?.kind === "list") {
    const own = list.place.offset > body.place.offset && list.place.end <= body.place.end;
    return own ? insertFirst(text, list, id) : undefined;
  }
  const exporters = body.entries.get("exporters");
  if (list !== undefined || exporters === undefined) return undefined;
  return insertBefore(text, body, exporters, `processors: [${id}]`);
}

/** Defines a processor, given as one line of YAML. */
export function defineProcessor({ text, root }: CollectorConfig, line: string): Edit | undefined {
  const section = root.entries.get("processors");
  if (section === undefined) {
    const service = root.entries.get("service");
    if (service === undefined) return undefined;
    const written = isFlow(text, root) ? `processors: {${line}}` : `processors:\n  ${line}`;
    return insertBefore(text, root, service, written);
  }
  if (section.value.kind !== "map" || section.value.place.offset < section.keyPlace.offset)
    return undefined;
  const [first] = section.value.entries.values();
  return first === undefined ? undefined : insertBefore(text, section.value, first, line);
}
