"use client";
import type { LayerReference, VariableDeclaration } from "@fleethub/api";
import { useEffect, useState } from "react";
import { dropDraft, keepDraft, keptDraft } from "./kept-drafts";

/** What a revision is made of. */
export interface DraftContent {
  readonly text: string;
  readonly layers: readonly LayerReference[];
  readonly variables: readonly VariableDeclaration[];
}

/** A revision while it is written. */
export interface Draft extends DraftContent {
  readonly message: string;
  /** Dotted paths of values that have to be written again; empty unless it was made of what an agent runs. */
  readonly rewrite: readonly string[];
  /** Is there something to save? A first text always is. */
  readonly edited: boolean;
  /** What the editor begins with, and a name that changes when it begins anew. */
  readonly start: string;
  readonly origin: string;
  readonly setText: (text: string) => void;
  readonly setMessage: (message: string) => void;
  readonly setLayers: (layers: readonly LayerReference[]) => void;
  readonly setVariables: (variables: readonly VariableDeclaration[]) => void;
  readonly setRewrite: (paths: readonly string[]) => void;
  /** Back to the revision. */
  readonly reset: () => void;
  /** Forgets what was kept, after it was saved. */
  readonly drop: () => void;
}

const KEEP_AFTER_MS = 300;
const NONE: readonly string[] = [];

/** The draft over a revision, going on with one that this window kept. Remount it for another revision. */
export function useDraft(name: string, number: number, base: DraftContent): Draft {
  const [kept] = useState(() => keptDraft(name, number));
  const [start, setStart] = useState(kept?.text ?? base.text);
  const [text, setText] = useState(start);
  const [layers, setLayers] = useState(kept?.layers ?? base.layers);
  const [variables, setVariables] = useState(kept?.variables ?? base.variables);
  const [message, setMessage] = useState(kept?.message ?? "");
  const [rewrite, setRewrite] = useState(kept?.rewrite ?? NONE);
  const [round, setRound] = useState(0);
  const changed =
    text !== base.text || !alike(layers, base.layers) || !alike(variables, base.variables);
  useEffect(() => {
    if (!changed) return dropDraft(name, number);
    const timer = setTimeout(
      () => keepDraft(name, number, { text, message, layers, variables, rewrite }),
      KEEP_AFTER_MS,
    );
    return () => clearTimeout(timer);
  }, [name, number, text, message, layers, variables, rewrite, changed]);
  return {
    text,
    layers,
    variables,
    message,
    rewrite,
    edited: changed || number === 0,
    start,
    origin: String(round),
    setText,
    setMessage,
    setLayers,
    setVariables,
    setRewrite,
    reset: () => {
      setStart(base.text);
      setText(base.text);
      setLayers(base.layers);
      setVariables(base.variables);
      setMessage("");
      setRewrite(NONE);
      setRound(round + 1);
    },
    drop: () => dropDraft(name, number),
  };
}

const alike = (a: readonly unknown[], b: readonly unknown[]) =>
  JSON.stringify(a) === JSON.stringify(b);
