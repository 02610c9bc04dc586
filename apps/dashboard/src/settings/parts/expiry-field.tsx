"use client";
import { useState } from "react";
import { Field } from "../../parts/field";
import { useFault } from "../../parts/form-faults";
import { dayFrom, untilOf } from "../../policies/expiry";

const CHOICES = [
  { value: "7", label: "in 7 days" },
  { value: "30", label: "in 30 days" },
  { value: "90", label: "in 90 days" },
  { value: "365", label: "in a year" },
  { value: "never", label: "never" },
  { value: "day", label: "on a day" },
] as const;

/** When something ends. Answers the moment, null for never, or undefined while no day is chosen. */
export function ExpiryField(props: {
  id: string;
  /** Where it stands in what is sent, as `/expiresAt`: what the hub finds wrong there is told here. */
  pointer: string;
  /** Days from now that are chosen at first. */
  days: 7 | 30 | 90 | 365;
  onChange: (at: string | null | undefined) => void;
}) {
  const [choice, setChoice] = useState<string>(String(props.days));
  const [day, setDay] = useState(() => dayFrom(Date.now(), props.days));
  const unset = choice === "day" && untilOf(day) === null;
  const fault = useFault(unset ? "Choose the day" : undefined, props.pointer);
  const wrong = {
    "data-pointer": props.pointer,
    "aria-invalid": fault !== undefined,
    "aria-describedby": fault === undefined ? undefined : `${props.id}-says`,
  };
  const tell = (value: string, of: string) => {
    if (value === "never") return props.onChange(null);
    props.onChange(untilOf(value === "day" ? of : dayFrom(Date.now(), Number(value))) ?? undefined);
  };
  return (
    <Field id={props.id} label="Ends" error={fault}>
      <span className="row">
        <select
          id={props.id}
          className="input"
          {...(choice === "day" ? {} : wrong)}
          value={choice}
          onChange={(event) => {
            setChoice(event.target.value);
            tell(event.target.value, day);
          }}
        >
          {CHOICES.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        {choice === "day" ? (
          <input
            type="date"
            className="input"
            aria-label="Day it ends"
            {...wrong}
            min={dayFrom(Date.now(), 1)}
            value={day}
            onChange={(event) => {
              setDay(event.target.value);
              tell("day", event.target.value);
            }}
          />
        ) : null}
      </span>
    </Field>
  );
}

/** The moment that {@link ExpiryField} begins with. */
export function expiryIn(days: number): string | null {
  return untilOf(dayFrom(Date.now(), days));
}
