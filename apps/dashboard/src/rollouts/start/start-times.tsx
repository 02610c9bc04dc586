"use client";
import { Field } from "../../parts/field";
import type { Choice } from "./start-request";

/** When it begins, and after when nobody new is reached. */
export function StartTimes(props: {
  choice: Choice;
  faults: { readonly startAt?: string; readonly deadline?: string };
  onChange: (over: Partial<Choice>) => void;
}) {
  const { choice, faults, onChange } = props;
  return (
    <div className="halves">
      <Field
        id="start-at"
        label="Begins"
        hint="in your time zone; empty: at once"
        error={faults.startAt}
      >
        <input
          id="start-at"
          className="input"
          type="datetime-local"
          value={choice.startAt}
          aria-invalid={faults.startAt !== undefined}
          aria-describedby="start-at-says"
          onChange={(event) => onChange({ startAt: event.target.value })}
        />
      </Field>
      <Field
        id="start-deadline"
        label="Deadline"
        hint="after it nobody new is reached; empty: never"
        error={faults.deadline}
      >
        <input
          id="start-deadline"
          className="input"
          type="datetime-local"
          value={choice.deadline}
          aria-invalid={faults.deadline !== undefined}
          aria-describedby="start-deadline-says"
          onChange={(event) => onChange({ deadline: event.target.value })}
        />
      </Field>
    </div>
  );
}
