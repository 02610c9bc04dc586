"use client";
import type { GateAgainst, GateVerdict, Rollout, RolloutGate } from "@fleethub/api";
import { Chart, Legend } from "../../parts/chart";
import { Icon } from "../../parts/icon";
import { Mark } from "../../parts/mark";
import { percent } from "../../words/amounts";
import { count } from "../../words/format";
import { holdsWords, measureWords } from "../start/gate-words";
import { targetWords } from "../steer-words";
import { gateChart, isDrawn, valuesOf } from "./gate-chart";
import "../../styles/pages/gates.css";

/** What judges the rollout: each gate with its threshold, both cohorts' values and its chart in one place. */
export function GatesCard({ rollout }: { rollout: Rollout }) {
  const drawn = rollout.gates.filter(isDrawn);
  const silent = rollout.gates.filter((gate) => !isDrawn(gate));
  return (
    <section className="card flush" aria-label="Gates">
      <header>
        <h2>Gates</h2>
        {drawn.length > 0 ? <Legend series={legendOf(rollout, drawn)} /> : null}
        <div className="acts quiet small">{ratesWords(rollout.gates)}</div>
      </header>
      {rollout.gates.length === 0 ? (
        <p className="gates-none soft">
          No gate judges it: only failures are counted, and its plan’s limits stop it.
        </p>
      ) : null}
      {drawn.length > 0 ? (
        <div className="gates">
          {drawn.map((gate) => (
            <Gate key={gate.gate} gate={gate} rollout={rollout} />
          ))}
        </div>
      ) : null}
      {silent.length > 0 ? <NotJudged gates={silent} /> : null}
    </section>
  );
}

/** Lines that any of the charts has, each once. */
function legendOf(rollout: Rollout, drawn: readonly RolloutGate[]) {
  const agents = Math.max(0, ...drawn.map(({ verdict }) => verdict?.agents ?? 0));
  const lines = new Set(
    drawn.flatMap((gate) => gateChart(gate, rollout).series.map(({ key }) => key)),
  );
  const legend = [
    { key: "wave", label: `${count(agents)} with ${targetWords(rollout)}`, tone: "s1" },
    { key: "rest", label: "the rest of the group", tone: "mute", dash: "dash" },
    { key: "past", label: "their own hour before", tone: "mute", dash: "dot" },
  ] as const;
  return legend.filter(({ key }) => lines.has(key));
}

/** How sure verdicts are, where the hub says it. */
function ratesWords(gates: readonly RolloutGate[]): string {
  const known = gates.find(({ verdict }) => verdict?.evidence["falseAlarmRate"] !== undefined);
  const { falseAlarmRate, missRate } = known?.verdict?.evidence ?? {};
  if (falseAlarmRate === undefined || missRate === undefined) return "";
  return `each gate errs at most so often: ${percent(falseAlarmRate)} false alarms, ${percent(missRate)} misses`;
}

function Gate({ gate, rollout }: { gate: RolloutGate; rollout: Rollout }) {
  const { spec, verdict } = gate;
  if (verdict === null) return null;
  const harmed = verdict.evidence["harmed"] ?? 0;
  return (
    <section className="gate">
      <h3>
        <VerdictMark verdict={verdict.verdict} />
        {measureWords(spec.measure).label}
        <span className="sr">: {WORD[verdict.verdict]}</span>
        <span className="at quiet" title={holdsWords(spec)}>
          {SHORT[spec.against](holdsWords(spec))}
        </span>
      </h3>
      <p className="v" title={verdict.words}>
        {valuesOf(verdict, rollout).map(({ label, value }, at) => (
          <span key={label}>
            {label}{" "}
            <b className={at === 0 && verdict.verdict === "breached" ? "c-bad" : undefined}>
              {value}
            </b>
          </span>
        ))}
        <span>
          {count(harmed)} of {count(verdict.reporting)}
        </span>
        {verdict.verdict === "undecided" ? (
          <span className="quiet">not yet enough to tell</span>
        ) : null}
      </p>
      <Chart data={gateChart(gate, rollout)} />
    </section>
  );
}

/** Beside a chart whose legend says what the lines are. */
const SHORT: Readonly<Record<GateAgainst, (words: string) => string>> = {
  limit: (words) => words,
  rest: (words) => words.replace(" of the group", ""),
  past: (words) => words.replace("their own hour ", ""),
  "rest-and-past": (words) => words.replace("the rest and their own past", "both"),
};

const WORD = {
  breached: "breached",
  holds: "holds",
  undecided: "undecided",
  "not-judged": "not judged",
} as const satisfies Record<GateVerdict["verdict"], string>;

function VerdictMark({ verdict }: { verdict: GateVerdict["verdict"] }) {
  if (verdict === "breached") return <Mark of="unhealthy" />;
  if (verdict === "holds") return <Mark of="healthy" />;
  return <Icon name="clock" small className="quiet" />;
}

/** Too few report it, or nobody has the revision yet: said as such, never as passed. */
function NotJudged({ gates }: { gates: readonly RolloutGate[] }) {
  return (
    <div className="gates-silent small">
      <b>Not judged, which never counts as passed</b>
      <ul>
        {gates.map(({ gate, spec, verdict }) => (
          <li key={gate} className="soft">
            {measureWords(spec.measure).label}, {holdsWords(spec)}
            {verdict === null ? "" : `: ${verdict.words}`}
          </li>
        ))}
      </ul>
    </div>
  );
}
