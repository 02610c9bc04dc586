import { type Extension, StateEffect, StateField } from "@codemirror/state";
import { type EditorView, hoverTooltip, keymap, showTooltip, type Tooltip } from "@codemirror/view";
import { type EditingContext, type Hover, hoverAt } from "@fleethub/collector-config";

const HOVER_MS = 350;

/** What stands under the pointer, or with F2 at the caret, in a card beside it. */
export function hoverCards(editing: () => EditingContext): Extension {
  const at = (view: EditorView, offset: number): Tooltip | null => {
    const found = hoverAt(view.state.doc.toString(), offset, editing());
    return found === null
      ? null
      : { pos: found.from, end: found.to, above: true, create: () => ({ dom: card(found) }) };
  };
  return [
    hoverTooltip(at, { hoverTime: HOVER_MS }),
    asked,
    keymap.of([
      {
        key: "F2",
        run: (view) => {
          const tooltip = at(view, view.state.selection.main.head);
          view.dispatch({ effects: ask.of(tooltip) });
          return tooltip !== null;
        },
      },
      {
        key: "Escape",
        run: (view) => {
          if (view.state.field(asked) === null) return false;
          view.dispatch({ effects: ask.of(null) });
          return true;
        },
      },
    ]),
  ];
}

const ask = StateEffect.define<Tooltip | null>();

const asked = StateField.define<Tooltip | null>({
  create: () => null,
  update: (value, transaction) => {
    for (const effect of transaction.effects) if (effect.is(ask)) return effect.value;
    return transaction.docChanged || transaction.selection ? null : value;
  },
  provide: (field) => showTooltip.from(field),
});

function card(hover: Hover): HTMLElement {
  const dom = document.createElement("div");
  dom.className = "hover-card";
  dom.setAttribute("role", "status");
  const title = dom.appendChild(document.createElement("b"));
  title.textContent = hover.title;
  const facts = dom.appendChild(document.createElement("ul"));
  for (const fact of hover.facts)
    facts.appendChild(document.createElement("li")).textContent = fact;
  if (hover.link !== undefined) {
    const link = dom.appendChild(document.createElement("a"));
    link.href = hover.link;
    link.target = "_blank";
    link.rel = "noreferrer";
    link.textContent = "Page of the component";
  }
  return dom;
}
