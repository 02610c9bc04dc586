import type { GateMeasure, GateVerdict, Rollout, RolloutGate, RolloutWave } from "@fleethub/api";
import type { ChartData, Series } from "../../parts/chart";
import { bytes, percent, rate, seconds } from "../../words/amounts";
import { measureWords } from "../start/gate-words";
import { targetWords } from "../steer-words";
import { waveInWords } from "../wave-words";

type Unit = "share" | "seconds" | "rate" | "bytes";

/** What `wave`, `rest` and `past` of a verdict are numbers of. */
const UNIT: Readonly<Record<GateMeasure, Unit>> = {
  "failed-to-apply": "share",
  rejected: "share",
  disconnects: "share",
  flaps: "share",
  unhealthy: "share",
  restarts: "share",
  "time-to-apply": "seconds",
  "send-failures": "share",
  drops: "share",
  refused: "share",
  throughput: "rate",
  memory: "bytes",
};

const SHOW: Readonly<Record<Unit, (value: number) => string>> = {
  share: percent,
  seconds,
  rate,
  bytes,
};

/** A value of a measure in words. */
const shownValue = (measure: GateMeasure, value: number): string => SHOW[UNIT[measure]](value);

/** A gate that somebody can see something of; the others are sentences. */
export function isDrawn({ verdict, points }: RolloutGate): boolean {
  return (
    verdict !== null && verdict.verdict !== "not-judged" && points.some(({ wave }) => wave !== null)
  );
}

/** The wave solid, the rest dashed, their own past dotted, the moments of change, and where it holds. */
export function gateChart(gate: RolloutGate, rollout: Rollout): ChartData {
  const { spec, points, verdict } = gate;
  const { measure, against } = spec;
  const line = verdict?.evidence["line"];
  const compares = against === "rest" || against === "rest-and-past";
  const remembers = against === "past" || against === "rest-and-past";
  const known = (of: "rest" | "past") => points.some((point) => point[of] !== null);
  const series: Series[] = [];
  // The wave is drawn last, over the others.
  if (remembers && known("past"))
    series.push({
      key: "past",
      label: "before",
      tone: "mute",
      dash: "dot",
      values: points.map(({ past }) => past),
    });
  if (compares && known("rest"))
    series.push({
      key: "rest",
      label: "the rest",
      tone: "mute",
      dash: "dash",
      values: points.map(({ rest }) => rest),
    });
  series.push({
    key: "wave",
    label: `with ${targetWords(rollout)}`,
    tone: verdict?.verdict === "breached" ? "bad" : "s1",
    values: points.map(({ wave }) => wave),
  });
  return {
    times: points.map(({ at }) => Date.parse(at)),
    series,
    threshold: line === undefined ? undefined : { value: line, label: "holds" },
    marks: openings(rollout.waves),
    ...(UNIT[measure] === "share" ? { most: 1 } : {}),
    ...(UNIT[measure] === "bytes" ? { unit: 2 ** 20 } : {}),
    show: (value) => shownValue(measure, value),
    sentence: `${measureWords(measure).label}: ${verdict?.words ?? "not judged yet"}`,
  };
}

/** When each wave began; the canary's is where the chart begins. */
function openings(waves: readonly RolloutWave[]): NonNullable<ChartData["marks"]> {
  return waves.flatMap((wave) =>
    wave.openedAt === null || wave.wave === 0
      ? []
      : [{ at: Date.parse(wave.openedAt), label: waveInWords(wave) }],
  );
}

/** The numbers beside each other: the agents that have it, the rest, before. */
export function valuesOf(
  verdict: GateVerdict,
  rollout: Pick<Rollout, "targets">,
): readonly { readonly label: string; readonly value: string }[] {
  const { measure, wave, rest, past } = verdict;
  const one = (label: string, value: number | null) =>
    value === null ? [] : [{ label, value: shownValue(measure, value) }];
  return [...one(targetWords(rollout), wave), ...one("rest", rest), ...one("before", past)];
}
