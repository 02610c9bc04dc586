import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  insertCompletionText,
  pickedCompletion,
  startCompletion,
} from "@codemirror/autocomplete";
import type { Extension } from "@codemirror/state";
import {
  type Completion as Offered,
  completionAt,
  type EditingContext,
} from "@fleethub/collector-config";

const WORD = /^[\w./${:}-]*$/;
const LAST = Number.MIN_SAFE_INTEGER;

/** What fits at the caret, from the catalogue, the agent and the text. */
export function completions(editing: () => EditingContext): Extension {
  return autocompletion({
    override: [(context) => complete(context, editing())],
    icons: false,
    optionClass: ({ type }) => (type === "going" ? "cm-going" : ""),
    maxRenderedOptions: 80,
  });
}

function complete(context: CompletionContext, editing: EditingContext): CompletionResult | null {
  const found = completionAt(context.state.doc.toString(), context.pos, editing);
  if (found === null) return null;
  const typed = context.pos > found.from;
  if (!typed && !context.explicit && !opened(context)) return null;
  return {
    from: found.from,
    to: found.to,
    options: found.options.map(optionOf),
    validFor: WORD,
  };
}

/** Right after `[`, `{`, a comma in a list or a dash something has to follow, so that it is offered unasked. */
function opened({ state, pos }: CompletionContext): boolean {
  return /([[{,]\s*|^\s*-\s|\$\{)$/.test(
    state.doc.lineAt(pos).text.slice(0, pos - state.doc.lineAt(pos).from),
  );
}

function optionOf(one: Offered, at: number): Completion {
  return {
    label: one.label,
    detail: one.required ? `${one.detail}, needed` : one.detail,
    ...(one.deprecated ? { type: "going" } : {}),
    // The order of the answer holds among what matches alike.
    boost: one.deprecated ? -50 : Math.max(LAST, -at / 100),
    apply: (view, completion, from, to) => {
      view.dispatch({
        ...insertCompletionText(view.state, one.insert, from, to),
        annotations: pickedCompletion.of(completion),
      });
      // After `key: ` or a line that opens a group the next thing is known too.
      if (/[\s:]$/.test(one.insert)) startCompletion(view);
    },
  };
}
