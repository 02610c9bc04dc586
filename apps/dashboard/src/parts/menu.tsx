"use client";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "./button";
import { Icon, type IconName } from "./icon";

/** One act of a menu. With `waitsFor` it is shown, disabled, with the reason. */
export interface MenuItem {
  readonly label: string;
  readonly icon?: IconName;
  readonly danger?: boolean;
  readonly waitsFor?: string | undefined;
  readonly run: () => void;
}

/** A button that opens a list of acts. Arrows move, Esc closes and returns the focus. */
export function Menu(props: {
  label: string;
  items: readonly MenuItem[];
  icon?: IconName;
  size?: "sm";
  children?: ReactNode;
  above?: boolean;
}) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const items = () => [...(root.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
  useEffect(() => {
    if (!open) return;
    items()[0]?.focus();
    const away = (event: PointerEvent) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener("pointerdown", away);
    return () => document.removeEventListener("pointerdown", away);
  }, [open]);
  const close = () => {
    setOpen(false);
    root.current?.querySelector<HTMLElement>("[aria-haspopup]")?.focus();
  };
  const move = (step: number) => {
    const all = items();
    const here = all.findIndex((item) => item === document.activeElement);
    all[(here + step + all.length) % all.length]?.focus();
  };
  return (
    <div
      ref={root}
      className="menu"
      data-open={open || undefined}
      onKeyDown={(event) => {
        if (!open) return;
        if (event.key === "Escape") close();
        else if (event.key === "ArrowDown") move(1);
        else if (event.key === "ArrowUp") move(-1);
        else if (event.key === "Tab") return setOpen(false);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <Button
        icon={props.icon ?? "more"}
        {...(props.size ? { size: props.size } : {})}
        aria-label={props.label}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {props.children}
      </Button>
      {open ? (
        <div
          className={`pop menu-list${props.above ? " above" : ""}`}
          role="menu"
          aria-label={props.label}
        >
          {props.items.map((item) => (
            <button
              key={item.label}
              type="button"
              role="menuitem"
              tabIndex={-1}
              className={item.danger ? "danger" : undefined}
              aria-disabled={item.waitsFor !== undefined}
              onClick={() => {
                if (item.waitsFor !== undefined) return;
                close();
                item.run();
              }}
            >
              {item.icon ? <Icon name={item.icon} small /> : null}
              <span>
                {item.label}
                {item.waitsFor ? <span className="hint">{item.waitsFor}</span> : null}
              </span>
            </button>
          ))}
        </div>
      ) : null}
    </div>
  );
}
