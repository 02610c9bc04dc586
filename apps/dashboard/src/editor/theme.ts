import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** The editor in the console's tokens, so that both themes hold. */
export const editorTheme = [
  EditorView.theme({
    "&": { height: "100%", backgroundColor: "transparent", color: "var(--ink)", fontSize: "12px" },
    "&.cm-focused": { outline: "2px solid var(--focus)", outlineOffset: "-2px" },
    ".cm-scroller": {
      fontFamily: "var(--mono)",
      lineHeight: "19px",
      fontFeatureSettings: '"zero", "calt" 0',
    },
    ".cm-content": { padding: "6px 0", caretColor: "var(--ink)" },
    ".cm-cursor": { borderLeftColor: "var(--ink)" },
    ".cm-gutters": { backgroundColor: "transparent", color: "var(--ink-3)", border: "0" },
    ".cm-lineNumbers .cm-gutterElement": { padding: "0 4px 0 14px", minWidth: "34px" },
    ".cm-activeLine": { backgroundColor: "var(--code-line)" },
    ".cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--ink)" },
    "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground":
      {
        backgroundColor: "var(--selected)",
      },
    ".cm-tooltip": {
      backgroundColor: "var(--raised)",
      color: "var(--ink)",
      border: "1px solid var(--line-2)",
      borderRadius: "var(--r2)",
    },
    ".cm-tooltip.cm-tooltip-autocomplete > ul": {
      fontFamily: "var(--mono)",
      fontSize: "12px",
      maxHeight: "15em",
      minWidth: "220px",
      padding: "4px",
    },
    ".cm-tooltip.cm-tooltip-autocomplete > ul > li": {
      display: "flex",
      alignItems: "baseline",
      gap: "16px",
      padding: "2px 8px",
      lineHeight: "20px",
      borderRadius: "var(--r1)",
    },
    ".cm-completionDetail": {
      marginLeft: "auto",
      font: "400 11px/20px var(--sans)",
      color: "var(--ink-3)",
      whiteSpace: "nowrap",
    },
    ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
    ".cm-going .cm-completionLabel": { textDecoration: "line-through", color: "var(--ink-3)" },
    ".cm-tooltip-autocomplete > ul > li[aria-selected]": {
      backgroundColor: "var(--selected)",
      color: "var(--ink)",
    },
    ".cm-panels": { backgroundColor: "var(--sunken)", color: "var(--ink)" },
    ".cm-lintRange-error": {
      textDecoration: "wavy underline 1.2px var(--bad-solid)",
      backgroundImage: "none",
    },
    ".cm-lintRange-warning": {
      textDecoration: "wavy underline 1.2px var(--warn-solid)",
      backgroundImage: "none",
    },
    ".cm-diagnostic-error": { borderLeftColor: "var(--bad-solid)" },
    ".cm-diagnostic-warning": { borderLeftColor: "var(--warn-solid)" },
    ".cm-line.from-desired": { boxShadow: "inset 2px 0 0 var(--ok-solid)" },
    ".cm-changedLine, .cm-insertedLine": { backgroundColor: "var(--ok-wash)" },
    ".cm-deletedChunk": { backgroundColor: "var(--bad-wash)" },
    ".cm-changedText": { background: "none" },
  }),
  syntaxHighlighting(
    HighlightStyle.define([
      { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--code-key)" },
      { tag: [tags.string, tags.content], color: "var(--code-text)" },
      { tag: [tags.number, tags.bool, tags.null, tags.atom], color: "var(--code-number)" },
      { tag: tags.comment, color: "var(--ink-3)", fontStyle: "italic" },
      {
        tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace],
        color: "var(--ink-3)",
      },
      { tag: [tags.typeName, tags.labelName, tags.meta], color: "var(--hold-ink)" },
    ]),
  ),
];
