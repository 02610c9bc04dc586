import type { ComponentProps, ReactNode } from "react";
import { Field } from "./field";

interface TextFieldProps extends Omit<ComponentProps<"input">, "onChange"> {
  readonly id: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A line of text with its label, and its hint or error beneath. Nothing is filled in unless `autoComplete` says what. */
export function TextField({ label, hint, error, className, onChange, ...input }: TextFieldProps) {
  const { id } = input;
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <input
        autoComplete="off"
        {...input}
        className={className === undefined ? "input" : `input ${className}`}
        aria-invalid={error !== undefined}
        aria-describedby={hint === undefined && error === undefined ? undefined : `${id}-says`}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}
