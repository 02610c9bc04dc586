"use client";
import { type ReactNode, useState } from "react";
import { Button } from "../../parts/button";
import { Command } from "../../parts/command";
import { Dialog } from "../../parts/dialog";
import { Note } from "../../parts/note";

/** Something that the hub tells once and then forgets. Closing it takes a second word, since nothing brings it back. */
export function ShownOnce(props: {
  title: string;
  /** What is shown, for its box and its button. */
  label: string;
  value: string;
  onClose: () => void;
  children?: ReactNode;
}) {
  const [asked, setAsked] = useState(false);
  return (
    <Dialog
      title={props.title}
      // Esc is pressed too easily to be the end of it.
      onClose={() => (asked ? props.onClose() : setAsked(true))}
      onSubmit={props.onClose}
      acts={
        <Button kind="primary" type="submit">
          It is kept, close
        </Button>
      }
    >
      <Command text={props.value} label={props.label} wrap />
      <Note tone="hold" icon="key">
        <b>It is shown this once.</b> The hub keeps only what it needs to recognise it.
        <span role="status">{asked ? " Press Esc once more to close without it." : ""}</span>
      </Note>
      {props.children}
    </Dialog>
  );
}
