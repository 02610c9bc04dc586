"use client";
import { Button } from "../../parts/button";
import { Segments } from "../../parts/segments";
import type { WindowDraft } from "./plan-draft";
import { DAYS, type OpenHours, WEEK } from "./window-words";

const WORKDAYS: OpenHours = {
  days: ["mon", "tue", "wed", "thu"],
  from: "09:00",
  to: "16:00",
};

/** When agents may be newly reached: as the hub has it, always, or in hours of the week at a place. */
export function WindowFields(props: {
  window: WindowDraft;
  fault: string | undefined;
  onChange: (window: WindowDraft) => void;
}) {
  const { window, onChange } = props;
  const kind = (next: WindowDraft["kind"]): WindowDraft =>
    next === "hours" ? { kind: next, timeZone: ownZone(), open: [WORKDAYS] } : { kind: next };
  return (
    <fieldset className="plan-window">
      <legend className="legend">Hours in which agents may be reached</legend>
      <Segments
        label="Hours in which agents may be reached"
        value={window.kind}
        options={[
          { value: "default", label: "Default" },
          { value: "always", label: "Always" },
          { value: "hours", label: "In a window" },
        ]}
        onChange={(next) => {
          if (next !== window.kind) onChange(kind(next));
        }}
      />
      {window.kind === "hours" ? (
        <>
          {window.open.map((hours, at) => (
            <Hours
              key={at}
              at={at + 1}
              hours={hours}
              alone={window.open.length === 1}
              onChange={(next) =>
                onChange({ ...window, open: window.open.map((one, n) => (n === at ? next : one)) })
              }
              onRemove={() => onChange({ ...window, open: window.open.filter((_, n) => n !== at) })}
            />
          ))}
          <div className="row wrap">
            <Button
              size="sm"
              icon="plus"
              onClick={() => onChange({ ...window, open: [...window.open, WORKDAYS] })}
            >
              More hours
            </Button>
            <label className="row plan-zone">
              <span className="quiet small">in</span>
              <input
                className="input"
                list="plan-zones"
                aria-label="Time zone"
                value={window.timeZone}
                onChange={(event) => onChange({ ...window, timeZone: event.target.value })}
              />
            </label>
            <datalist id="plan-zones">
              {Intl.supportedValuesOf("timeZone").map((zone) => (
                <option key={zone} value={zone} />
              ))}
            </datalist>
          </div>
          <p className="quiet small">
            Outside of them nobody new is reached; who is under way finishes. Until before from runs
            into the next day.
          </p>
        </>
      ) : null}
      {props.fault === undefined ? null : (
        <p className="c-bad small" role="alert">
          {props.fault}
        </p>
      )}
    </fieldset>
  );
}

function Hours(props: {
  at: number;
  hours: OpenHours;
  alone: boolean;
  onChange: (hours: OpenHours) => void;
  onRemove: () => void;
}) {
  const { hours, onChange, at } = props;
  return (
    <div className="plan-hours">
      <span className="seg" role="group" aria-label={`Days of stretch ${at}`}>
        {WEEK.map((day) => (
          <button
            key={day}
            type="button"
            aria-pressed={hours.days.includes(day)}
            onClick={() =>
              onChange({
                ...hours,
                days: WEEK.filter((one) => (one === day) !== hours.days.includes(one)),
              })
            }
          >
            {DAYS[day]}
          </button>
        ))}
      </span>
      <input
        className="input"
        type="time"
        aria-label={`Stretch ${at} opens at`}
        value={hours.from}
        onChange={(event) => onChange({ ...hours, from: event.target.value })}
      />
      <span className="quiet small">to</span>
      <input
        className="input"
        type="time"
        aria-label={`Stretch ${at} closes at`}
        // A field for times knows no 24:00; it means the day's end, as 00:00 of the next day does.
        value={hours.to === "24:00" ? "00:00" : hours.to}
        onChange={(event) => onChange({ ...hours, to: event.target.value })}
      />
      {props.alone ? null : (
        <Button
          kind="ghost"
          size="sm"
          icon="x"
          aria-label={`Take stretch ${at} away`}
          onClick={props.onRemove}
        />
      )}
    </div>
  );
}

function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
