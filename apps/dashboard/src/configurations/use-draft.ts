"use client";
import { useEffect, useState } from "react";
import { dropDraft, keepDraft, keptDraft } from "./kept-drafts";

/** A text over a revision while it is written. */
export interface Draft {
  readonly text: string;
  readonly message: string;
  /** Is there something to save? A first text always is. */
  readonly edited: boolean;
  /** What the editor begins with, and a name that changes when it begins anew. */
  readonly start: string;
  readonly origin: string;
  readonly setText: (text: string) => void;
  readonly setMessage: (message: string) => void;
  /** Back to the revision. */
  readonly reset: () => void;
  /** Forgets what was kept, after it was saved. */
  readonly drop: () => void;
}

const KEEP_AFTER_MS = 300;

/** The draft over a revision, going on with one that this window kept. Remount it for another revision. */
export function useDraft(name: string, number: number, base: string): Draft {
  const [kept] = useState(() => keptDraft(name, number));
  const [start, setStart] = useState(kept?.text ?? base);
  const [text, setText] = useState(start);
  const [message, setMessage] = useState(kept?.message ?? "");
  const [round, setRound] = useState(0);
  const changed = text !== base;
  useEffect(() => {
    if (!changed) return dropDraft(name, number);
    const timer = setTimeout(() => keepDraft(name, number, { text, message }), KEEP_AFTER_MS);
    return () => clearTimeout(timer);
  }, [name, number, text, message, changed]);
  return {
    text,
    message,
    edited: changed || number === 0,
    start,
    origin: String(round),
    setText,
    setMessage,
    reset: () => {
      setStart(base);
      setText(base);
      setMessage("");
      setRound(round + 1);
    },
    drop: () => dropDraft(name, number),
  };
}
