import type { ReactNode } from "react";
import { Icon } from "./icon";

/** A labelled control with its hint or error beneath. `id` joins them; the control takes the same id. */
export function Field(props: {
  id: string;
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  children: ReactNode;
}) {
  return (
    <div className="field">
      <label htmlFor={props.id}>{props.label}</label>
      {props.children}
      {props.error === undefined ? null : (
        <span className="err" id={`${props.id}-says`} role="alert">
          <Icon name="warn" small />
          {props.error}
        </span>
      )}
      {props.error === undefined && props.hint ? (
        <span className="hint" id={`${props.id}-says`}>
          {props.hint}
        </span>
      ) : null}
    </div>
  );
}
