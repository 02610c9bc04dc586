import { createExpressionEvaluator } from "@fleethub/collector-config/expressions";
import { type ConfigJudge, createConfigJudge } from "@fleethub/control-plane";
import { systemDigest } from "../platform.js";

/** Judges in the thread that asks. */
export const configJudge: ConfigJudge = createConfigJudge(
  systemDigest,
  createExpressionEvaluator(),
);
