"use client";
import { type ReactNode, useEffect, useId, useRef } from "react";

/**
 * A question over the page, in the browser's top layer: focus stays inside, Esc closes, and the opener gets
 * the focus back. Render it only while it is open.
 */
export function Dialog(props: {
  title: string;
  onClose: () => void;
  onSubmit?: () => void;
  children: ReactNode;
  /** Buttons, the primary one last. */
  acts: ReactNode;
  wide?: boolean;
}) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (dialog && !dialog.open) dialog.showModal();
  }, []);
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
          props.onSubmit?.();
        }}
      >
        <h2 id={id}>{props.title}</h2>
        {props.children}
        <div className="acts">{props.acts}</div>
      </form>
    </dialog>
  );
}
