"use client";
import type { OfflineRule, OnBreach, RolloutSpec } from "@fleethub/api";
import { Field } from "../../parts/field";
import { Segments } from "../../parts/segments";
import { GateRows } from "./gate-rows";
import { draftOfPlan, type PlanDraft, type PlanFaults } from "./plan-draft";
import { wavesText } from "./waves-text";
import { WindowFields } from "./window-fields";
import "../../styles/pages/rollout-start.css";

const OFFLINE = {
  skip: "leave them out; they get it once it is complete",
  wait: "their wave waits until they are back",
  "on-return": "they get it when they are back; nobody waits",
} as const satisfies Record<OfflineRule, string>;

const BREACH = { pause: "Pause", "roll-back": "Roll back" } as const satisfies Record<
  OnBreach,
  string
>;

const isOffline = (text: string): text is OfflineRule => Object.hasOwn(OFFLINE, text);

const SAYS_DEFAULT = "empty: the hub’s default";

/** How a rollout goes: waves, soak, gates, limits, hours. */
export function PlanForm(props: {
  draft: PlanDraft;
  faults: PlanFaults;
  onChange: (draft: PlanDraft) => void;
  /** Every field as it comes out; what is left empty shows its value. */
  resolved?: RolloutSpec | undefined;
}) {
  const { draft, faults, onChange } = props;
  const shown = props.resolved === undefined ? null : draftOfPlan(props.resolved);
  const set = (over: Partial<PlanDraft>) => onChange({ ...draft, ...over });
  const text = (key: "soak" | "maxInFlight" | "maxFailures" | "maxFailuresPercent" | "answer") => ({
    className: "input",
    value: draft[key],
    placeholder: shown === null || shown[key] === "" ? "default" : shown[key],
    onChange: (event: { target: { value: string } }) => set({ [key]: event.target.value }),
  });
  return (
    <div className="stack plan-form">
      <Field
        id="plan-waves"
        label="Waves"
        hint="numbers of agents or shares; the first is the canary and grows to cover every version, system and transport there is; a soak of its own in brackets: 4 (1 h)"
        error={faults.waves}
      >
        <input
          id="plan-waves"
          className="input"
          placeholder={
            props.resolved === undefined ? "1, 10 %, 30 %, rest" : wavesText(props.resolved.waves)
          }
          value={draft.waves}
          aria-invalid={faults.waves !== undefined}
          aria-describedby="plan-waves-says"
          onChange={(event) => set({ waves: event.target.value })}
        />
      </Field>
      <div className="plan-thirds">
        <Field
          id="plan-soak"
          label="Soak"
          hint="each wave is watched so long"
          error={faults.soakSeconds}
        >
          <input
            id="plan-soak"
            {...text("soak")}
            aria-invalid={faults.soakSeconds !== undefined}
            aria-describedby="plan-soak-says"
          />
        </Field>
        <Field
          id="plan-flight"
          label="In flight at once"
          hint={SAYS_DEFAULT}
          error={faults.maxInFlight}
        >
          <input
            id="plan-flight"
            {...text("maxInFlight")}
            inputMode="numeric"
            aria-invalid={faults.maxInFlight !== undefined}
            aria-describedby="plan-flight-says"
          />
        </Field>
        <Field
          id="plan-answer"
          label="Answer within"
          hint="else it counts as failed"
          error={faults.answerSeconds}
        >
          <input
            id="plan-answer"
            {...text("answer")}
            aria-invalid={faults.answerSeconds !== undefined}
            aria-describedby="plan-answer-says"
          />
        </Field>
        <Field
          id="plan-failures"
          label="Stops above failures"
          hint="a number, or none"
          error={faults.maxFailures}
        >
          <input
            id="plan-failures"
            {...text("maxFailures")}
            aria-invalid={faults.maxFailures !== undefined}
            aria-describedby="plan-failures-says"
          />
        </Field>
        <Field
          id="plan-percent"
          label="Stops above failures, %"
          hint="of those reached, or none"
          error={faults.maxFailuresPercent}
        >
          <input
            id="plan-percent"
            {...text("maxFailuresPercent")}
            aria-invalid={faults.maxFailuresPercent !== undefined}
            aria-describedby="plan-percent-says"
          />
        </Field>
        <Field id="plan-offline" label="Agents that are away" error={faults.offline}>
          <select
            id="plan-offline"
            className="input"
            value={draft.offline}
            onChange={(event) =>
              set({ offline: isOffline(event.target.value) ? event.target.value : "" })
            }
          >
            <option value="">
              {shown === null || shown.offline === ""
                ? "default"
                : `default: ${OFFLINE[shown.offline]}`}
            </option>
            {Object.entries(OFFLINE).map(([rule, words]) => (
              <option key={rule} value={rule}>
                {words}
              </option>
            ))}
          </select>
        </Field>
      </div>
      <GateRows
        gates={draft.gates}
        byDefault={props.resolved?.gates}
        fault={faults.gates}
        onChange={(gates) => set({ gates })}
      />
      <div className="row wrap plan-breach">
        <span className="legend">Where a gate or limit is broken</span>
        <Segments
          label="Where a gate or limit is broken"
          value={draft.onBreach}
          options={[
            {
              value: "",
              label: shown?.onBreach
                ? `Default: ${BREACH[shown.onBreach].toLowerCase()}`
                : "Default",
            },
            { value: "pause", label: BREACH.pause },
            { value: "roll-back", label: BREACH["roll-back"] },
          ]}
          onChange={(onBreach) => set({ onBreach })}
        />
      </div>
      <WindowFields
        window={draft.window}
        fault={faults.window}
        onChange={(window) => set({ window })}
      />
    </div>
  );
}
