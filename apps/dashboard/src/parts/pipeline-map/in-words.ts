import type { Drawn, DrawnBox, DrawnLane } from "./drawn";

/** Every way of data in words, one pipeline a line: what a map shows, for those who do not see it. */
export function inWords({ lanes, joins }: Drawn): readonly string[] {
  return [
    ...lanes.map(laneInWords),
    ...joins.map(
      ({ connector, from, to, standing }) =>
        `${connector} takes data from ${from} to ${to}${note(standing === "same" ? "" : standing)}`,
    ),
  ];
}

function laneInWords(lane: DrawnLane): string {
  const names = (boxes: readonly DrawnBox[]) => boxes.map(named).join(", ");
  const steps = [
    names(lane.receivers) || "no receiver",
    ...lane.processors.map(named),
    names(lane.exporters) || "no exporter",
  ];
  const gone = lane.gaps.map(({ box }) => `${box.id} is ${box.caption ?? "gone"}`).join("; ");
  const standing = lane.standing === "same" ? "" : note(lane.standing);
  return `${lane.id}${standing}: ${steps.join(" \u2192 ")}${gone ? `. ${gone}` : ""}`;
}

function named({ id, standing, caption, mark }: DrawnBox): string {
  const state = caption ?? (standing === "same" ? "" : standing);
  const health = mark === undefined || mark === "healthy" || mark === "unknown" ? "" : mark;
  const notes = [state, state.includes(health) ? "" : health].filter(Boolean);
  return `${id}${note(notes.join(", "))}`;
}

const note = (text: string) => (text === "" ? "" : ` (${text})`);
