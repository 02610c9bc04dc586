"use client";
import { type ReactNode, useState } from "react";
import { Field } from "./field";
import { useFault } from "./form-faults";
import "../styles/pages/password.css";

/** A password that can be looked at while it is typed, so that nobody has to type it twice. */
export function PasswordField(props: {
  id: string;
  label: string;
  /** `new-password` lets a password manager make one. */
  kind: "current-password" | "new-password";
  value: string;
  onChange: (value: string) => void;
  hint?: ReactNode;
  error?: string | undefined;
  /** As of a text field. */
  pointer?: string;
  autoFocus?: boolean;
}) {
  const [shown, show] = useState(false);
  const { id, hint } = props;
  const error = useFault(props.error, props.pointer);
  return (
    <Field id={id} label={props.label} hint={hint} error={error}>
      <span className="reveal">
        <input
          id={id}
          className="input"
          type={shown ? "text" : "password"}
          name={props.kind}
          autoComplete={props.kind}
          autoCapitalize="none"
          spellCheck={false}
          required
          // biome-ignore lint/a11y/noAutofocus: it is the first thing to do on a page that is for nothing else
          autoFocus={props.autoFocus}
          value={props.value}
          data-pointer={props.pointer}
          aria-invalid={error !== undefined}
          aria-describedby={error === undefined && hint === undefined ? undefined : `${id}-says`}
          onChange={(event) => props.onChange(event.target.value)}
        />
        <button
          type="button"
          className="link"
          aria-label={shown ? `Hide: ${props.label}` : `Show: ${props.label}`}
          aria-pressed={shown}
          onClick={() => show(!shown)}
        >
          {shown ? "Hide" : "Show"}
        </button>
      </span>
    </Field>
  );
}
