"use client";
import type { Gate, GateAgainst, GateMeasure } from "@fleethub/api";
import { Button } from "../../parts/button";
import { plural } from "../../words/format";
import { AGAINST, gateWords, MEASURES, measureWords, UNITS, unitOf, waysOf } from "./gate-words";
import { emptyGate, type GateDraft } from "./plan-draft";

const isMeasure = (text: string): text is GateMeasure => Object.hasOwn(MEASURES, text);
const isAgainst = (text: string): text is GateAgainst => Object.hasOwn(AGAINST, text);
const ALL = Object.keys(MEASURES).filter(isMeasure);

/** The conditions that each wave must meet, one line each. Null: those that the hub has by itself. */
export function GateRows(props: {
  gates: readonly GateDraft[] | null;
  /** What the hub's default gates are, where that is known. */
  byDefault?: readonly Gate[] | undefined;
  fault: string | undefined;
  onChange: (gates: readonly GateDraft[] | null) => void;
}) {
  const { gates, onChange } = props;
  const unused = ALL.find((one) => !gates?.some(({ measure }) => measure === one)) ?? "drops";
  const change = (at: number, next: GateDraft) =>
    onChange((gates ?? []).map((one, n) => (n === at ? next : one)));
  return (
    <fieldset className="plan-gates">
      <legend className="legend">Gates</legend>
      {gates === null ? (
        <ByDefault gates={props.byDefault} />
      ) : (
        <ul>
          {gates.map((gate, at) => (
            <Row
              key={`${at} ${gate.measure}`}
              gate={gate}
              onChange={(next) => change(at, next)}
              onRemove={() => onChange(gates.filter((_, n) => n !== at))}
            />
          ))}
        </ul>
      )}
      {gates?.some(({ measure }) => measureWords(measure).telemetry) ? (
        <p className="quiet small">
          Items, throughput and memory come from the agents’ own telemetry. Agents that send none
          are not judged by them, and never counted as passed.
        </p>
      ) : null}
      {props.fault === undefined ? null : (
        <p className="c-bad small" role="alert">
          {props.fault}
        </p>
      )}
      <div className="row wrap">
        <Button
          size="sm"
          icon="plus"
          onClick={() => onChange([...(gates ?? []), emptyGate(unused)])}
        >
          {gates === null ? "Write own gates" : "Gate"}
        </Button>
        {gates === null ? (
          <Button size="sm" onClick={() => onChange([])}>
            No gates
          </Button>
        ) : (
          <Button size="sm" icon="undo" onClick={() => onChange(null)}>
            The hub’s default
          </Button>
        )}
      </div>
    </fieldset>
  );
}

/** What judges it where nobody writes gates: by name, and in full when opened. */
function ByDefault({ gates }: { gates: readonly Gate[] | undefined }) {
  if (gates === undefined)
    return (
      <p className="quiet small">
        The hub’s default gates judge each wave. Write your own to replace them.
      </p>
    );
  if (gates.length === 0)
    return <p className="quiet small">No gate judges it: only the limits above stop it.</p>;
  return (
    <details className="plan-default small">
      <summary>
        {`${plural(gates.length, "gate")} by default: ${gates.map(({ measure }) => measureWords(measure).label.toLowerCase()).join(", ")}`}
      </summary>
      <ol>
        {gates.map((gate) => (
          <li key={`${gate.measure} ${gate.against}`}>{gateWords(gate)}</li>
        ))}
      </ol>
    </details>
  );
}

function Row(props: {
  gate: GateDraft;
  onChange: (gate: GateDraft) => void;
  onRemove: () => void;
}) {
  const { gate, onChange } = props;
  const { label } = measureWords(gate.measure);
  const { sign } = UNITS[unitOf(gate)];
  const ways = waysOf(gate.measure);
  return (
    <li>
      <select
        className="input"
        aria-label="What the gate looks at"
        value={gate.measure}
        onChange={(event) => {
          if (isMeasure(event.target.value)) onChange(emptyGate(event.target.value));
        }}
      >
        {ALL.map((measure) => (
          <option key={measure} value={measure}>
            {measureWords(measure).label}
          </option>
        ))}
      </select>
      <select
        className="input"
        aria-label={`What ${label} is held against`}
        value={gate.against}
        onChange={(event) => {
          if (isAgainst(event.target.value)) onChange({ ...gate, against: event.target.value });
        }}
      >
        {ways.map((against) => (
          <option key={against} value={against}>
            {`against ${AGAINST[against]}`}
          </option>
        ))}
      </select>
      <Button
        kind="ghost"
        size="sm"
        icon="x"
        aria-label={`Take the gate ${label} away`}
        onClick={props.onRemove}
      />
      <span className="plan-unit">
        <input
          className="input"
          inputMode="decimal"
          aria-label={`Threshold of ${label}, ${sign}`}
          value={gate.threshold}
          onChange={(event) => onChange({ ...gate, threshold: event.target.value })}
        />
        <span className="quiet">{sign}</span>
      </span>
      <input
        className="input"
        inputMode="numeric"
        aria-label={`Agents before ${label} is judged`}
        title="Agents that report it before it is judged"
        placeholder="from so many agents"
        value={gate.sampleMin}
        onChange={(event) => onChange({ ...gate, sampleMin: event.target.value })}
      />
      <input
        className="input"
        aria-label={`Agents with ${label} that stop it at once`}
        title="So many harmed agents stop it whatever the statistics say; none: they do not"
        placeholder="stop at so many"
        value={gate.stopAt}
        onChange={(event) => onChange({ ...gate, stopAt: event.target.value })}
      />
    </li>
  );
}
