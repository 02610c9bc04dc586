import { explainEffective, importConfig } from "@fleethub/collector-config";
import { createExpressionEvaluator } from "@fleethub/collector-config/expressions";
import { createConfigJudge } from "@fleethub/control-plane";
import { systemDigest } from "../platform.js";
import type { ConfigDesk } from "./config-desk.js";

const judge = createConfigJudge(systemDigest, createExpressionEvaluator());

/** Judges in the thread that asks. */
export const configDesk: ConfigDesk = {
  ...judge,
  explain: async (effective, desired) => explainEffective(effective, desired),
  async imported(effective) {
    const { content, removed, incomplete } = importConfig(effective);
    const findings = content === null ? [] : await judge.check(content, null);
    return { content, findings, removed, incomplete };
  },
};
