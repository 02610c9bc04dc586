import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon";

/** Something about the whole page: that it is old, that the hub is away, or that it is in motion. */
export function Banner(props: {
  tone?: "warn" | "bad" | "move";
  icon?: IconName;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div
      className={`banner${props.tone === undefined || props.tone === "warn" ? "" : ` ${props.tone}`}`}
      role="status"
    >
      <Icon name={props.icon ?? "warn"} />
      <span>{props.children}</span>
      {props.action ? <span className="acts">{props.action}</span> : null}
    </div>
  );
}
