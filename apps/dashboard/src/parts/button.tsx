import type { ComponentProps, ReactNode } from "react";
import { Icon, type IconName } from "./icon";

interface ButtonProps extends Omit<ComponentProps<"button">, "children"> {
  readonly kind?: "primary" | "ghost" | "danger" | "danger-solid";
  readonly size?: "sm";
  readonly icon?: IconName;
  /** Absent: a square button; then `aria-label` is needed. */
  readonly children?: ReactNode;
  /** What a disabled action waits for; it stays focusable and says so. */
  readonly waitsFor?: string | undefined;
}

/** A verb with its object. One primary action per page. */
export function Button({
  kind,
  size,
  icon,
  children,
  waitsFor,
  className,
  onClick,
  ...rest
}: ButtonProps) {
  const classes = ["btn", kind, size, children === undefined ? "icon" : undefined, className];
  return (
    <button
      type="button"
      {...rest}
      className={classes.filter(Boolean).join(" ")}
      {...(waitsFor === undefined
        ? { onClick }
        : {
            "aria-disabled": true,
            // What describes the button says it already.
            title: rest["aria-describedby"] === undefined ? waitsFor : undefined,
            onClick: (event) => event.preventDefault(),
          })}
    >
      {icon ? <Icon name={icon} small={size === "sm"} /> : null}
      {children}
    </button>
  );
}
