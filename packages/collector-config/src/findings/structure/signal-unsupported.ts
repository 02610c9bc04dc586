import { isSignal, supportsSignal } from "../../facts/signals.js";
import { finding } from "../../finding.js";
import { ROLES } from "../../parse/config.js";
import type { Rule } from "../rule.js";

const CLASS = { receivers: "receiver", processors: "processor", exporters: "exporter" } as const;

/** `signal-unsupported`: a well-known component in a pipeline of a signal that it does not handle. */
export const signalUnsupported: Rule = ({ config }) =>
  config.pipelines.flatMap((pipeline) =>
    ROLES.flatMap((role) =>
      pipeline[role].flatMap((mention) => {
        const { signal } = pipeline;
        const component = config.components.find(
          (each) => each.class === CLASS[role] && each.id === mention.id,
        );
        if (component === undefined || !isSignal(signal)) return [];
        if (supportsSignal(CLASS[role], component.type, signal) !== false) return [];
        return [
          finding({
            code: "signal-unsupported",
            place: mention.place,
            path: mention.path,
            message: `The ${CLASS[role]} "${mention.id}" handles no ${signal}, which the pipeline "${pipeline.id}" carries.`,
            remedy: `Take it out of this pipeline, or use a ${CLASS[role]} for ${signal}.`,
          }),
        ];
      }),
    ),
  );
