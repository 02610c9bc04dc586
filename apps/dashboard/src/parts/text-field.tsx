import type { ComponentProps, ReactNode } from "react";
import { Field } from "./field";
import { useFault } from "./form-faults";

interface TextFieldProps extends Omit<ComponentProps<"input">, "onChange"> {
  readonly id: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  /** Where its value stands in what is sent, as `/name`: what the hub finds wrong there is told here. */
  readonly pointer?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A line of text with its label, and its hint or error beneath. Nothing is filled in unless `autoComplete` says what. */
export function TextField({
  label,
  hint,
  error: seen,
  pointer,
  className,
  onChange,
  ...input
}: TextFieldProps) {
  const { id } = input;
  const error = useFault(seen, pointer);
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <input
        autoComplete="off"
        {...input}
        className={className === undefined ? "input" : `input ${className}`}
        data-pointer={pointer}
        aria-invalid={error !== undefined}
        aria-describedby={hint === undefined && error === undefined ? undefined : `${id}-says`}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}
