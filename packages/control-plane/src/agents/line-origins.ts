import type { OriginRun } from "@fleethub/collector-config";
import type { RevisionRecord } from "../model.js";
import type { ConfigJudge, ConfigurationReader } from "../ports.js";

/**
 * Which text, and which line of it, every line of a revision's content comes from. Worked out again from its layers;
 * where one of them is gone, every line counts as the revision's own.
 */
export async function lineOrigins(
  revision: RevisionRecord,
  configurations: Pick<ConfigurationReader, "revision">,
  judge: ConfigJudge,
): Promise<readonly OriginRun[]> {
  const lines = revision.content.replace(/\r?\n$/, "").split("\n").length;
  const own = [{ line: 1, lines, layer: 0, sourceLine: 1 }];
  if (revision.layers.length === 0) return own;
  const fragments = await Promise.all(
    revision.layers.map((layer) => configurations.revision(layer.configuration, layer.revision)),
  );
  const inputs = fragments.flatMap((each) =>
    each === null ? [] : [{ name: each.configuration, text: each.content }],
  );
  if (inputs.length < fragments.length) return own;
  const merged = await judge.merge({ name: revision.configuration, text: revision.source }, inputs);
  return merged.text === revision.content ? merged.origins : own;
}
