import { finding } from "../../finding.js";
import type { Rule } from "../rule.js";

const GATE = "service.profilesSupport";

/** `profiles-gate`: pipelines for profiles run only with the feature gate on. */
export const profilesGate: Rule = ({ config, gates }) =>
  gates.has(GATE)
    ? []
    : config.pipelines
        .filter((pipeline) => pipeline.signal === "profiles")
        .map((pipeline) =>
          finding({
            code: "profiles-gate",
            place: pipeline.place,
            path: pipeline.path,
            message: `The pipeline "${pipeline.id}" needs the feature gate ${GATE}, which is off by default.`,
            remedy: `Start the Collector with --feature-gates=${GATE}, or remove the pipeline.`,
          }),
        );
