import { ROLES } from "../../parse/config.js";
import type { Rule } from "../rule.js";
import { unknownKeys } from "./unknown-key.js";

/** `unknown-pipeline-key`: a pipeline has receivers, processors and exporters only. */
export const unknownPipelineKey: Rule = ({ config }) =>
  config.pipelines.flatMap(({ body, path }) =>
    body.kind === "map" ? unknownKeys(body, ROLES, path, "unknown-pipeline-key") : [],
  );
