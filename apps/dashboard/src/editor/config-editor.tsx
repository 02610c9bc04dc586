"use client";
import { closeBrackets } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab, undo } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, indentUnit } from "@codemirror/language";
import { forceLinting, lintGutter, nextDiagnostic, previousDiagnostic } from "@codemirror/lint";
import { EditorState, type Text } from "@codemirror/state";
import {
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import {
  type Catalogue,
  type EditingContext,
  type Finding,
  loadCatalogue,
  parseConfig,
} from "@fleethub/collector-config";
import { type RefObject, useEffect, useImperativeHandle, useRef } from "react";
import { completions } from "./completions";
import { findingsWhileTyping, judgeAnew } from "./findings";
import { hoverCards } from "./hover-card";
import type { CheckAgainst, Judged } from "./judge";
import { catalogueVersionFor, Judging } from "./judging";
import { searchWhenAsked } from "./search";
import { editorTheme } from "./theme";

/** What the page may ask of the editor. */
export interface EditorHandle {
  /** Puts the caret on a finding. */
  show(finding: Finding): void;
  /** Puts the caret on the key that defines a component. */
  showComponent(id: string, kind: string): void;
  /** Applies the remedy of a finding; undo takes it back. */
  apply(finding: Finding): void;
  /** Takes the last change back. */
  undo(): void;
}

/** The YAML editor with findings while typing. It owns its text; `text` sets it when `revision` changes. */
export function ConfigEditor(props: {
  label: string;
  text: string;
  /** Another value puts `text` into the editor anew. */
  origin: string;
  /** Can be read and searched, not changed. */
  readOnly?: boolean;
  against: CheckAgainst;
  onText: (text: string) => void;
  /** What was found in the text that stands there now. */
  onJudged: (judged: Judged) => void;
  handle: RefObject<EditorHandle | null>;
}) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef(props);
  latest.current = props;
  // Edits fit the text that was judged and no other.
  const judged = useRef<{ readonly doc: Text; readonly findings: readonly Finding[] } | null>(null);
  const catalogue = useRef<Catalogue | null>(null);

  useEffect(() => {
    if (!place.current) return;
    const { text, label, readOnly = false } = latest.current;
    const judging = new Judging();
    const editing = (): EditingContext => ({
      catalogue: catalogue.current ?? undefined,
      components: latest.current.against.components ?? undefined,
      variables: latest.current.against.variables,
      secrets: latest.current.against.secrets,
    });
    const editor = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: text,
        extensions: [
          EditorState.readOnly.of(readOnly),
          lineNumbers(),
          lintGutter(),
          highlightActiveLine(),
          highlightActiveLineGutter(),
          history(),
          bracketMatching(),
          closeBrackets(),
          completions(editing),
          hoverCards(editing),
          searchWhenAsked(),
          indentUnit.of("  "),
          yaml(),
          findingsWhileTyping(
            judging,
            () => latest.current.against,
            (found, doc) => {
              judged.current = { doc, findings: found.findings };
              latest.current.onJudged(found);
            },
            text.split("\n").length,
          ),
          keymap.of([
            { key: "F8", run: nextDiagnostic },
            { key: "Shift-F8", run: previousDiagnostic },
            {
              key: "Mod-.",
              run: (target) =>
                judged.current?.doc === target.state.doc &&
                applyHere(target, judged.current.findings),
            },
            // Escape, then Tab, leaves the editor: Tab itself indents.
            { key: "Escape", run: (target) => (target.contentDOM.blur(), true) },
            ...historyKeymap,
            ...defaultKeymap,
            indentWithTab,
          ]),
          EditorView.contentAttributes.of({
            "aria-label": label,
            "data-editor": "yaml",
            tabindex: "0",
            ...(readOnly ? { "aria-readonly": "true" } : {}),
          }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current.onText(update.state.doc.toString());
          }),
          editorTheme,
        ],
      }),
    });
    view.current = editor;
    forceLinting(editor);
    return () => {
      judging.end();
      editor.destroy();
    };
  }, [props.origin]);

  const { version } = props.against;
  useEffect(() => {
    let wanted = true;
    void loadCatalogue(catalogueVersionFor(version))
      .then((loaded) => {
        if (wanted) catalogue.current = loaded;
      })
      .catch(() => undefined);
    return () => {
      wanted = false;
    };
  }, [version]);

  useEffect(() => {
    view.current?.dispatch({ effects: judgeAnew.of(null) });
  }, [props.against]);

  useImperativeHandle(
    props.handle,
    () => ({
      show: (finding) => {
        if (view.current) putCaret(view.current, finding.line, finding.column);
      },
      showComponent: (id, kind) => {
        const text = view.current?.state.doc.toString() ?? "";
        const found = parseConfig(text).config?.components.find(
          (one) => one.id === id && one.class === kind,
        );
        if (view.current && found) putCaret(view.current, found.place.line, found.place.column);
      },
      apply: (finding) => {
        if (view.current && judged.current?.doc === view.current.state.doc) {
          applyEdit(view.current, finding);
        }
      },
      undo: () => {
        if (view.current) undo(view.current);
      },
    }),
    [],
  );
  return <div ref={place} className="editor" />;
}

function putCaret(target: EditorView, number: number, column: number): void {
  const line = target.state.doc.line(Math.min(number, target.state.doc.lines));
  target.dispatch({
    selection: { anchor: Math.min(line.from + column - 1, line.to) },
    effects: EditorView.scrollIntoView(line.from, { y: "center" }),
  });
  target.focus();
}

function applyEdit(target: EditorView, { edit }: Finding): boolean {
  if (edit === undefined || target.state.readOnly) return false;
  target.dispatch({
    changes: { from: edit.offset, to: edit.offset + edit.length, insert: edit.replacement },
    userEvent: "input.remedy",
  });
  target.focus();
  return true;
}

function applyHere(target: EditorView, findings: readonly Finding[]): boolean {
  const line = target.state.doc.lineAt(target.state.selection.main.head).number;
  const here = findings.find((one) => one.line === line && one.edit !== undefined);
  return here !== undefined && applyEdit(target, here);
}
