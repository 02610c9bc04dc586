"use client";
import { useMemo } from "react";
import { unified } from "../editor/unified";
import { TextDiff } from "../parts/text-diff";

/** Two texts line by line, compared in the browser. Loaded when it is shown. */
export function DraftDiff(props: { before: string; after: string; label: string }) {
  const { before, after, label } = props;
  const text = useMemo(() => unified(before, after), [before, after]);
  return <TextDiff text={text} label={label} />;
}
