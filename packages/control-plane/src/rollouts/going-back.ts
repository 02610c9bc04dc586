import { type AgentId, type Millis, returnsOf, type RevisionRef, sayAgents } from "@fleethub/fleet";
import type { GoingBack } from "./views.js";
import { viewOf, type Watched } from "./watched.js";

/** What rolling back would do now. */
export function goingBackOf(watched: Watched, now: Millis): GoingBack {
  const returns = returnsOf(viewOf(watched, watched.record.verdicts), now);
  const isAway = (id: AgentId) => watched.facts.get(id)?.presence === "disconnected";
  const groups = returns.groups.map(({ to, local, agents, restarts }) => ({
    to,
    ...(local && { local }),
    agents: agents.length,
    restarts,
    onReturn: agents.filter(isAway).length,
  }));
  const back = groups.reduce(
    (sum, { to, local, agents, restarts }) =>
      to === null && local !== true ? sum : sum + agents - restarts,
    0,
  );
  const untouched = returns.untouched + returns.withdrawn + returns.leftAlone;
  return { returns: groups, alreadyBack: back, untouched, words: wordsOf(groups, back, untouched) };
}

type Groups = GoingBack["returns"];

function wordsOf(groups: Groups, alreadyBack: number, untouched: number): string {
  if (groups.length === 0) return "Nobody has moved, so nobody would go back.";
  const sentences = groups.flatMap(({ to, local, agents, restarts }) => {
    if (to === null && local !== true) {
      return [
        `${count(agents, "has", "have")} nothing to go back to and ${agents === 1 ? "keeps what it runs" : "keep what they run"}.`,
      ];
    }
    if (restarts === 0) return [];
    const restart = restarts === 1 ? "restarts once" : "restart once";
    if (to !== null)
      return [`${count(restarts, "gets", "get")} ${nameOf(to)} again and ${restart}.`];
    const its = restarts === 1 ? "its" : "their";
    return [`${count(restarts, "is", "are")} handed back to ${its} own files and ${restart}.`];
  });
  if (alreadyBack > 0)
    sentences.push(`${count(alreadyBack, "went", "went")} back already, or never ran it.`);
  if (untouched > 0) sentences.push(`${count(untouched, "is", "are")} not touched.`);
  return sentences.join(" ");
}

function count(agents: number, one: string, many: string): string {
  return `${sayAgents(agents)} ${agents === 1 ? one : many}`;
}

function nameOf({ configuration, revision }: RevisionRef): string {
  return `${configuration} r${revision}`;
}
