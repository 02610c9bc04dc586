"use client";
import { yaml } from "@codemirror/lang-yaml";
import { EditorState, type Extension } from "@codemirror/state";
import { Decoration, EditorView, lineNumbers } from "@codemirror/view";
import { unifiedMergeView } from "@codemirror/merge";
import { useEffect, useRef } from "react";
import { type Provenance, provenanceGutter } from "./provenance";
import { editorTheme } from "./theme";

/** A configuration to be read. `lines`: ranges that the desired config states, marked at the edge. */
export function ConfigView(props: {
  label: string;
  text: string;
  lines?: readonly (readonly [number, number])[];
  /** Shows what changed since this text, unchanged stretches folded. */
  since?: string;
  /** The layer of every line, in a gutter. */
  provenance?: Provenance;
}) {
  const place = useRef<HTMLDivElement>(null);
  const { label, text, lines, since, provenance } = props;
  useEffect(() => {
    if (!place.current) return;
    const view = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: text,
        extensions: [
          lineNumbers(),
          ...(provenance ? [provenanceGutter(provenance)] : []),
          yaml(),
          EditorState.readOnly.of(true),
          EditorView.editable.of(false),
          EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }),
          ...(lines ? [marked(text, lines)] : []),
          ...(since === undefined
            ? []
            : [
                unifiedMergeView({
                  original: since,
                  mergeControls: false,
                  gutter: true,
                  collapseUnchanged: { margin: 3, minSize: 6 },
                }),
              ]),
          editorTheme,
        ],
      }),
    });
    return () => view.destroy();
  }, [label, text, lines, since, provenance]);
  return <div ref={place} className="editor" />;
}

function marked(text: string, ranges: readonly (readonly [number, number])[]): Extension {
  const { doc } = EditorState.create({ doc: text });
  const numbers = new Set(
    ranges.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, at) => from + at)),
  );
  const marks = [...numbers]
    .filter((number) => number <= doc.lines)
    .sort((a, b) => a - b)
    .map((number) => Decoration.line({ class: "from-desired" }).range(doc.line(number).from));
  return EditorView.decorations.of(Decoration.set(marks));
}
