import type { Extension } from "@codemirror/state";
import { type BlockInfo, type EditorView, gutter, GutterMarker } from "@codemirror/view";
import { type OriginRun, originOf } from "@fleethub/collector-config";

/** Where the lines of a merged text come from. */
export interface Provenance {
  readonly origins: readonly OriginRun[];
  /** By number of the layer: 0 is the own text. */
  readonly names: readonly string[];
}

/** Colours of layers repeat after so many. */
const COLOURS = 5;

/** A gutter with the layer of every line: its name where a run begins, its colour and a title on each. */
export function provenanceGutter({ origins, names }: Provenance): Extension {
  const begins = new Set(origins.map(({ line }) => line));
  return gutter({
    class: "cm-provenance",
    lineMarker: (view: EditorView, block: BlockInfo) => {
      const line = view.state.doc.lineAt(block.from).number;
      const origin = originOf({ origins }, line);
      if (origin === null) return null;
      const name = names[origin.layer] ?? "";
      return new LayerMark(name, origin.layer, origin.line, begins.has(line));
    },
    initialSpacer: () =>
      new LayerMark(
        names.reduce((widest, name) => (name.length > widest.length ? name : widest), ""),
        0,
        1,
        true,
      ),
  });
}

class LayerMark extends GutterMarker {
  constructor(
    readonly name: string,
    readonly layer: number,
    readonly line: number,
    readonly begins: boolean,
  ) {
    super();
  }

  override eq(other: LayerMark): boolean {
    return this.name === other.name && this.begins === other.begins && this.line === other.line;
  }

  override toDOM(): HTMLElement {
    const mark = document.createElement("span");
    mark.className = `layer-mark layer-${this.layer === 0 ? 0 : ((this.layer - 1) % COLOURS) + 1}`;
    mark.title = `${this.name}, line ${this.line}`;
    mark.textContent = this.begins ? this.name : "";
    return mark;
  }
}
