import { AGENT_SETTINGS } from "@fleethub/fleet";
import type { VerbContext } from "../verbs/verb.js";
import type { ReadContext } from "./read-rollout.js";

/** What a verb reads rollouts with. */
export function readContextOf(ctx: VerbContext): ReadContext {
  const { storage, sources, now, live, upSince, breathe: nextTurn } = ctx;
  return {
    storage,
    sources,
    now,
    settings: AGENT_SETTINGS,
    upSince,
    newest: live.newest,
    nextTurn,
  };
}
