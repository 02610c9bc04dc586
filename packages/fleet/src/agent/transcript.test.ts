import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { InstanceUid } from "@fleethub/opamp";
import { describe, expect, test } from "vitest";
import type { AgentEffect } from "../index.js";
import { hash, intentOf, Scene } from "../testing/scene.js";
import {
  eventOf,
  tell,
  tellEffects,
  tellWords,
  type TranscriptLine,
} from "../testing/transcript.js";

const LOCAL = hash("e3b0c4");

/** Which reported bodies contain which config, as a judge of YAML would say. */
const CONTAINS: Readonly<Record<string, readonly string[]>> = {
  e0cb49: ["9f0b73", "4abecc", "ed669f", "abb8a0"],
  de236e: ["4be957", "454c0e"],
  b7d4dd: ["526e69"],
  dc5732: ["a976cd"],
};

/** What real supervisors sent, in their order; the offers of that day stand as pins. */
describe("golden transcripts of recorded supervisors", () => {
  test.each(["supervisor", "hand-back", "validate-config"])("%s", async (name) => {
    const file = fileURLToPath(new URL(`../../testdata/${name}.events.jsonl`, import.meta.url));
    const lines = readFileSync(file, "utf8").trim().split("\n");
    await expect(play(lines.map((line) => JSON.parse(line)))).toMatchFileSnapshot(
      fileURLToPath(new URL(`../../testdata/${name}.golden.txt`, import.meta.url)),
    );
  });
});

function play(lines: readonly TranscriptLine[]): string {
  const scene = new Scene(intentOf(null, { handBackHash: LOCAL }));
  const [first] = lines.filter((line) => "frame" in line);
  if (first !== undefined) scene.state = { ...scene.state, instanceUid: first.uid as InstanceUid };
  const start = scene.now;
  const told: string[] = [];
  const show = (what: string, effects: readonly AgentEffect[]): void => {
    told.push(`${String(scene.now - start).padStart(6)} ms  ${what}`);
    for (const line of tellEffects(effects)) told.push(`             ${line}`);
    told.push(`             = ${tellWords(scene.state, scene.now)}`);
    for (const effect of effects) answerJudge(scene, effect, show);
  };
  for (const line of lines) {
    wakeUntil(scene, start + line.at, show);
    if ("frame" in line)
      show(`< ${line.frame} ${tell(line)}`, scene.give(eventOf(line, scene.now)));
    else show(`* ${[line.do, line.hash].filter(Boolean).join(" ")}`, happen(scene, line));
  }
  return `${told.join("\n")}\n`;
}

type Show = (what: string, effects: readonly AgentEffect[]) => void;

function wakeUntil(scene: Scene, time: number, show: Show): void {
  while (scene.state.wakeAt !== null && scene.state.wakeAt < time) {
    scene.now = scene.state.wakeAt;
    const before = tellWords(scene.state, scene.now - 1);
    const effects = scene.give({ kind: "woken" });
    const isStory = tellEffects(effects).length > 0 || before !== tellWords(scene.state, scene.now);
    if (isStory) show("* time", effects);
  }
  scene.now = time;
}

function answerJudge(scene: Scene, effect: AgentEffect, show: Show): void {
  if (effect.kind !== "judge") return;
  const { question } = effect;
  if (question.question === "contains") {
    const known = CONTAINS[question.hash] ?? [];
    const answer = known.includes(question.effectiveDigest) ? "contains" : "differs";
    const difference = answer === "differs" ? "exporters.debug is absent" : "";
    const verdict = { ...question, answer, difference } as const;
    show(`* judged: ${answer} ${question.hash}`, scene.give({ kind: "judged", verdict }));
    return;
  }
  const verdict = { ...question, answer: "runnable", reason: "" } as const;
  show(`* judged: runnable ${question.hash}`, scene.give({ kind: "judged", verdict }));
}

function happen(
  scene: Scene,
  line: Extract<TranscriptLine, { readonly do: string }>,
): readonly AgentEffect[] {
  if (line.do === "pin") {
    const isLocal = line.hash === LOCAL;
    const base = intentOf(line.hash ?? null, { handBackHash: LOCAL });
    const desired = { kind: "local", source: "pin", hash: LOCAL } as const;
    return scene.intent(isLocal ? { ...base, desired } : base);
  }
  if (line.do === "disconnected") {
    return scene.give({ kind: "disconnected", connectionId: `c${line.connection}` });
  }
  if (line.do === "restart") return scene.give({ kind: "asked", ask: { kind: "restart" } });
  if (line.do === "new-uid") {
    return scene.give({
      kind: "asked",
      ask: { kind: "new-uid", uid: line.uid as InstanceUid },
    });
  }
  return scene.give({ kind: "woken" });
}
