import type { Finding } from "@fleethub/collector-config";
import type { RevisionRef } from "@fleethub/fleet";
import { lacks } from "../verbs/capability.js";
import { policyFindingsFor } from "../verbs/policy-findings.js";
import { runnabilityOf } from "../verbs/runnability.js";
import type { VerbContext } from "../verbs/verb.js";
import type { Foreseen } from "./foreseen.js";
import { PREVIEW_ENTRIES_MAX, type PreviewObstacle } from "./preview.js";
import { entryOf, Sampler } from "./sampler.js";

/** What stands between one agent and what is wanted of it. */
interface Obstacle {
  readonly kind: PreviewObstacle["kind"];
  readonly severity: PreviewObstacle["severity"];
  readonly words: string;
  readonly findings: readonly Finding[];
}

/** Collects what stands in the way of agents, those with the same reason together. */
export class Obstacles {
  readonly #entries = new Map<string, { entry: Listed; sampler: Sampler }>();

  /** True where the agent will not get what is wanted of it. */
  async add(ctx: VerbContext, one: Foreseen): Promise<boolean> {
    const found = await obstaclesOf(ctx, one);
    const { type, agentVersion: version } = one.agent.projection;
    for (const obstacle of found) {
      const entry: Listed = { ...obstacle, type, version, to: one.to };
      const { kind, severity, words } = obstacle;
      const key = JSON.stringify([kind, severity, words, type, version, one.to]);
      entryOf(this.#entries, key, () => ({ entry, sampler: new Sampler() })).sampler.add(one.agent);
    }
    return found.some(({ severity }) => severity === "block");
  }

  list(): readonly PreviewObstacle[] {
    return [...this.#entries.values()]
      .map(({ entry, sampler }) => ({ ...sampler.sample, ...entry }))
      .sort((a, b) => b.agents - a.agents)
      .slice(0, PREVIEW_ENTRIES_MAX);
  }
}

type Listed = Obstacle & {
  readonly type: string;
  readonly version: string;
  readonly to: RevisionRef | null;
};

async function obstaclesOf(ctx: VerbContext, one: Foreseen): Promise<readonly Obstacle[]> {
  const { becomes, after, rendered, effect } = one;
  if (after.kind === "none") {
    const { reason } = after;
    if (reason === undefined) return [];
    const words = `${reason} Give them values, or release a revision that needs none.`;
    return [{ kind: "variables", severity: "block", words, findings: [] }];
  }
  if (effect !== "changes") return [];
  const refusal = lacks(becomes, "AcceptsRemoteConfig");
  const found: Obstacle[] = [];
  if (becomes.admission !== "admitted") {
    const words =
      becomes.admission === "revoked"
        ? "They were revoked and get nothing. Readmit those that may come back."
        : "They await approval and get nothing before it. Approve them.";
    found.push({ kind: "not-approved", severity: "block", words, findings: [] });
  }
  if (refusal !== null) {
    found.push({ kind: "capability", severity: "block", words: refusal.detail, findings: [] });
  }
  if (rendered === null) return found;
  const { verdict, findings } = await runnabilityOf(ctx, becomes, rendered);
  const [first] = findings;
  if (verdict === "cannot-run" && first !== undefined) {
    const isForced = after.kind === "revision" && after.forced;
    const end = isForced ? "They are offered it all the same." : "They keep what they run.";
    const words = `${first.message} ${end}`;
    found.push({ kind: "components", severity: isForced ? "warn" : "block", words, findings });
  }
  for (const broken of await policyFindingsFor(ctx, becomes, rendered)) {
    const { severity, findings: of } = broken;
    const words = `${of[0]?.message ?? ""} ${of[0]?.remedy ?? ""}`.trim();
    // What blocks is refused where it is asked for; here it is what such an agent would run.
    found.push({ kind: "policy", severity, words, findings: of });
  }
  return found;
}
