import { Compartment, type Extension } from "@codemirror/state";
import { type Command, type EditorView, keymap } from "@codemirror/view";

/** Finding in the text, loaded with the first Ctrl or Cmd F. */
export function searchWhenAsked(): Extension {
  const place = new Compartment();
  const open: Command = (view) => {
    void load(view, place);
    return true;
  };
  return [place.of([]), keymap.of([{ key: "Mod-f", run: open, preventDefault: true }])];
}

async function load(view: EditorView, place: Compartment): Promise<void> {
  const { highlightSelectionMatches, openSearchPanel, search, searchKeymap } = await import(
    "@codemirror/search"
  );
  const loaded = place.get(view.state);
  if (Array.isArray(loaded) && loaded.length === 0) {
    const found = [search({ top: true }), highlightSelectionMatches(), keymap.of(searchKeymap)];
    view.dispatch({ effects: place.reconfigure(found) });
  }
  openSearchPanel(view);
}
