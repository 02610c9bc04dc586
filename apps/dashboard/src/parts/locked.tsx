"use client";
import type { Action, Resource } from "@fleethub/fleet/access";
import {
  cloneElement,
  type ComponentProps,
  type ReactElement,
  useEffect,
  useId,
  useState,
} from "react";
import { useMay } from "../data/session";
import type { Button } from "./button";
import { Icon } from "./icon";
import { Note } from "./note";

/** A button for those who may. For everybody else it is {@link Withheld}, and names the role or the reach it needs. */
export function Locked(props: {
  action: Action;
  resource?: Resource | undefined;
  children: ReactElement<ComponentProps<typeof Button>>;
}) {
  return <Withheld says={useMay()(props.action, props.resource)}>{props.children}</Withheld>;
}

/**
 * A button that stays in its place with a lock, and says why when it is pointed at, focused or read out, until that ends
 * or Esc sends it away. Undefined: the button as it is.
 */
export function Withheld(props: {
  says: string | undefined;
  children: ReactElement<ComponentProps<typeof Button>>;
}) {
  const { says } = props;
  const id = useId();
  const [told, tell] = useState(false);
  useEffect(() => {
    if (!told) return;
    // Before the page hears of it: what is said goes first, a dialog around it stays.
    const hush = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      tell(false);
    };
    document.addEventListener("keydown", hush, true);
    return () => document.removeEventListener("keydown", hush, true);
  }, [told]);
  if (says === undefined) return props.children;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only sees whether the button in it is pointed at
    <span
      className={told ? "locked told" : "locked"}
      onMouseEnter={() => tell(true)}
      onMouseLeave={({ currentTarget }) => {
        if (!currentTarget.contains(document.activeElement)) tell(false);
      }}
      onFocus={() => tell(true)}
      onBlur={({ currentTarget }) => {
        if (!currentTarget.matches(":hover")) tell(false);
      }}
    >
      {cloneElement(props.children, {
        icon: "lock",
        waitsFor: says,
        "aria-describedby": id,
      })}
      <span className="locked-says" id={id} role="tooltip">
        {says}
      </span>
    </span>
  );
}

/** Says above a form that it can be read and not saved. Nothing where it may be. */
export function LockedNote(props: {
  action: Action;
  resource?: Resource | undefined;
  what: string;
}) {
  const says = useMay()(props.action, props.resource);
  if (says === undefined) return null;
  return (
    <Note icon="lock">
      <b>{props.what} can be read here and not changed.</b> {says}.
    </Note>
  );
}

/** What a locked thing needs, in words beside a small lock. */
export function LockedWords({ children }: { children: string }) {
  return (
    <span className="locked-words">
      <Icon name="lock" small />
      {children}
    </span>
  );
}
