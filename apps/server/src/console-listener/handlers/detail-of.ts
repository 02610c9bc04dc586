import type { AgentDetail } from "@fleethub/api";
import type { AgentView, ControlPlane } from "@fleethub/control-plane";
import { presentDetail } from "../present/agent-detail.js";
import { flowsOf } from "./flows.js";

/** One agent as the API shows it, with what it breaks in words. */
export async function detailOf(
  plane: ControlPlane,
  view: AgentView,
  now: number,
): Promise<AgentDetail> {
  const { record } = view;
  const [breaches, flows] = await Promise.all([
    plane.policyViews.breachesOf(record),
    flowsOf(plane, [record], now),
  ]);
  return presentDetail(view, now, { breaches, flow: flows.get(record.id) });
}
