import type { ReactNode } from "react";
import type { Tone } from "../words/states";
import { Icon, type IconName } from "./icon";

/** A sentence that belongs to the place where it stands. */
export function Note(props: {
  tone?: Tone;
  icon?: IconName;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className={`note${props.tone ? ` ${props.tone}` : ""}`}>
      <Icon name={props.icon ?? (props.tone === "ok" ? "ok" : props.tone ? "warn" : "info")} />
      <div className="grow">{props.children}</div>
      {props.action}
    </div>
  );
}
