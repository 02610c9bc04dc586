import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon";

/** Something about the whole page: that it is old, or that the hub is away. */
export function Banner(props: {
  tone?: "warn" | "bad";
  icon?: IconName;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className={`banner${props.tone === "bad" ? " bad" : ""}`} role="status">
      <Icon name={props.icon ?? "warn"} />
      <span>{props.children}</span>
      {props.action ? <span className="acts">{props.action}</span> : null}
    </div>
  );
}
