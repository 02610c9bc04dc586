import type { Member, Rollout, RolloutEvent } from "@fleethub/api";
import { gateSection } from "./gates.js";
import { type Markup, markup } from "./markup.js";
import { planSection } from "./plan.js";
import { REPORT_STYLE } from "./style.js";
import { table } from "./table.js";
import { agents, revisionName, stepCounts, timeName, waveName } from "./words.js";
import { spoken } from "../../spoken.js";

/** What a report tells. */
export interface ReportInput {
  readonly rollout: Rollout;
  /** Those that need a look. */
  readonly members: readonly Member[];
  readonly membersLeftOut: number;
  /** Newest first. */
  readonly events: readonly RolloutEvent[];
  readonly eventsLeftOut: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** One rollout as one page of HTML: no script, nothing from elsewhere, fit for paper and for an archive. */
export function rolloutReport(input: ReportInput): string {
  const { rollout, now } = input;
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Rollout ${rollout.number}: ${rollout.title}</title>
<style>${{ html: REPORT_STYLE }}</style>
</head>
<body>
<h1>${rollout.title}</h1>
<p class="soft">Rollout ${rollout.number}, started ${timeName(rollout.startedAt)} by ${rollout.createdBy}${rollout.endedAt === null ? "" : `, ended ${timeName(rollout.endedAt)}`}. As of ${timeName(new Date(now).toISOString())}.</p>
<p><strong>${spoken(rollout.phase)}</strong>: ${rollout.sentence}</p>
${targets(rollout)}${waves(rollout)}${gateSection(rollout)}${causes(rollout)}${leftOut(rollout)}${members(input)}${goingBack(rollout)}${planSection(rollout)}${events(input)}
</body>
</html>
`;
  return page.html;
}

function targets({ targets: list, from }: Rollout): Markup {
  const rows = list.map(
    ({ group, forced, ...to }) =>
      markup`<td>${group}</td><td>${revisionName(to)}${forced ? ", forced" : ""}</td>`,
  );
  const before = from.map((one) => `${agents(one.agents)} from ${revisionName(one.from)}`);
  return markup`<h2>What it brings</h2>${table(before.join(", "), ["Group", "Revision"], rows)}`;
}

function waves({ waves: list }: Rollout): Markup {
  const rows = list.map(
    (wave) =>
      markup`<td>${waveName(wave.wave)}</td><td class="number">${wave.members}</td><td>${stepCounts(wave.steps)}</td><td>${timeName(wave.openedAt)}</td><td>${timeName(wave.passedAt)}${wave.promoted ? ", promoted" : ""}</td>`,
  );
  const heads = ["Wave", "Agents", "Now", "Opened", "Passed"];
  return markup`<h2>Waves</h2>${table("In their order", heads, rows)}`;
}

function causes({ causes: list }: Rollout): Markup {
  if (list.length === 0) return markup``;
  const rows = list.map(
    ({ words, kind, agents: count }) =>
      markup`<td class="number">${count}</td><td>${spoken(kind)}</td><td>${words}</td>`,
  );
  return markup`<h2>What failed</h2>${table("By cause", ["Agents", "Kind", "Cause"], rows)}`;
}

function leftOut({ leftOut: list }: Rollout): Markup {
  if (list.length === 0) return markup``;
  const rows = list.map(
    ({ reason, agents: count, detail }) =>
      markup`<td class="number">${count}</td><td>${spoken(reason)}</td><td>${detail}</td>`,
  );
  const heads = ["Agents", "Why", "Detail"];
  return markup`<h2>Left out</h2>${table("As of the start", heads, rows)}`;
}

function members({ members: list, membersLeftOut }: ReportInput): Markup {
  if (list.length === 0) return markup``;
  const rows = list.map(
    ({ name, uid, wave, step, reason, version }) =>
      markup`<td>${name}<br><code class="soft">${uid ?? "forgotten"}</code></td><td>${waveName(wave)}</td><td>${spoken(step)}</td><td>${reason}</td><td>${version}</td>`,
  );
  const heads = ["Agent", "Wave", "State", "Reason", "Version"];
  const caption = membersLeftOut === 0 ? "Every one" : `${membersLeftOut} more are not listed`;
  return markup`<h2>Agents that did not get through</h2>${table(caption, heads, rows)}`;
}

function goingBack({ live, goingBack: { words } }: Rollout): Markup {
  return live ? markup`<h2>If it is rolled back</h2><p>${words}</p>` : markup``;
}

function events({ events: list, eventsLeftOut }: ReportInput): Markup {
  const rows = list.map(
    ({ at, text, uid }) =>
      markup`<td>${timeName(at)}</td><td>${text}</td><td><code>${uid ?? ""}</code></td>`,
  );
  const caption = eventsLeftOut === 0 ? "Newest first" : `${eventsLeftOut} older are not listed`;
  return markup`<h2>Events</h2>${table(caption, ["Time", "What happened", "Agent"], rows)}`;
}
