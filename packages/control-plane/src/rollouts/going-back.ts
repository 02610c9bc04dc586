import { type AgentId, type Millis, returnsOf, type RevisionRef } from "@fleethub/fleet";
import type { GoingBack } from "./views.js";
import { viewOf, type Watched } from "./watched.js";

/** What rolling back would do now. */
export function goingBackOf(watched: Watched, now: Millis): GoingBack {
  const returns = returnsOf(viewOf(watched, watched.record.verdicts), now);
  const isAway = (id: AgentId) => watched.facts.get(id)?.presence === "disconnected";
  const groups = returns.groups.map(({ to, agents, restarts }) => ({
    to,
    agents: agents.length,
    restarts,
    onReturn: agents.filter(isAway).length,
  }));
  const back = groups.reduce((sum, { agents, restarts }) => sum + agents - restarts, 0);
  const untouched = returns.untouched + returns.withdrawn + returns.leftAlone;
  return { returns: groups, alreadyBack: back, untouched, words: wordsOf(groups, back, untouched) };
}

type Groups = GoingBack["returns"];

function wordsOf(groups: Groups, alreadyBack: number, untouched: number): string {
  if (groups.length === 0) return "Nobody has moved, so nobody would go back.";
  const parts = groups.map(({ to, agents, restarts }) => {
    const who = agents === 1 ? "1 agent" : `${agents} agents`;
    if (to === null) return `${who} had nothing before and stay as they are`;
    const each = restarts === 0 ? "none restarts" : `${restarts} restart once`;
    return `${who} get ${nameOf(to)} again, ${each}`;
  });
  const rest = [
    alreadyBack > 0 ? `${alreadyBack} run what they ran before already.` : "",
    untouched > 0 ? `${untouched} are not touched.` : "",
  ];
  return [`${parts.join("; ")}.`, ...rest].filter((part) => part !== "").join(" ");
}

function nameOf({ configuration, revision }: RevisionRef): string {
  return `${configuration} r${revision}`;
}
