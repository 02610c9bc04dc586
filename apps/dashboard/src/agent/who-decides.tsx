import type { AgentDetail } from "@fleethub/api";
import { decidedBy } from "./decided-by";

/** Who decides what the agent is to run, in a word or two after its revision. */
export function WhoDecides({ agent }: { agent: AgentDetail }) {
  const { short } = decidedBy(agent);
  return short === "" ? null : <span className="quiet">, {short}</span>;
}
