import type { AgentDetail } from "@fleethub/api";
import type { AgentView, ControlPlane } from "@fleethub/control-plane";
import { presentDetail } from "../present/agent-detail.js";

/** One agent as the API shows it, with what it breaks in words. */
export async function detailOf(
  plane: ControlPlane,
  view: AgentView,
  now: number,
): Promise<AgentDetail> {
  return presentDetail(view, now, await plane.policyViews.breachesOf(view.record));
}
