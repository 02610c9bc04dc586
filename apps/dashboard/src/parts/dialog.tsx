"use client";
import { type FormEvent, type ReactNode, useId } from "react";
import { useModal } from "./use-modal";

/**
 * A question over the page, in the browser's top layer: focus stays inside, Esc closes, and the opener gets
 * the focus back. Render it only while it is open.
 */
export function Dialog(props: {
  title: string;
  onClose: () => void;
  onSubmit?: (event: FormEvent<HTMLFormElement>) => void;
  children: ReactNode;
  /** Buttons, the primary one last. */
  acts: ReactNode;
  wide?: boolean;
}) {
  const ref = useModal();
  const id = useId();
  return (
    <dialog
      ref={ref}
      className={`dialog${props.wide ? " wide" : ""}`}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
      onClose={props.onClose}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          props.onSubmit?.(event);
        }}
      >
        <h2 id={id}>{props.title}</h2>
        {props.children}
        <div className="acts">{props.acts}</div>
      </form>
    </dialog>
  );
}
