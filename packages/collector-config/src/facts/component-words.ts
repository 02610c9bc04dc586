import type { ComponentClass } from "../parse/config.js";
import { PACKED } from "./components-data.js";

/** What is known of a component type without a catalogue. */
export interface KnownComponent {
  /** Newest name first. */
  readonly names: readonly [string, ...string[]];
  /** Letters of its signals, of a connector pairs of letters; undefined where that is not known. */
  readonly signals?: readonly string[];
}

let read: Readonly<Record<ComponentClass, readonly KnownComponent[]>> | undefined;

/** Every known type of a class, all versions joined. */
export function knownComponents(kind: ComponentClass): readonly KnownComponent[] {
  read ??= readAll();
  return read[kind];
}

const byName = new Map<ComponentClass, ReadonlyMap<string, KnownComponent>>();

/** A known type under any of its names. */
export function knownComponent(kind: ComponentClass, name: string): KnownComponent | undefined {
  let names = byName.get(kind);
  if (names === undefined) {
    names = new Map(
      knownComponents(kind).flatMap((known) => known.names.map((one) => [one, known] as const)),
    );
    byName.set(kind, names);
  }
  return names.get(name);
}

function readAll(): Readonly<Record<ComponentClass, readonly KnownComponent[]>> {
  const words: Record<ComponentClass, string> = JSON.parse(PACKED);
  const known = (kind: ComponentClass) =>
    words[kind].split(" ").map((word) => readWord(word, kind));
  return {
    receiver: known("receiver"),
    processor: known("processor"),
    exporter: known("exporter"),
    connector: known("connector"),
    extension: known("extension"),
  };
}

/** `type=alias:signals`; the signals are letters, of a connector pairs between commas. */
function readWord(word: string, kind: ComponentClass): KnownComponent {
  const [names = "", letters] = word.split(":");
  const [first = "", ...rest] = names.split("=");
  if (letters === undefined) return { names: [first, ...rest] };
  return { names: [first, ...rest], signals: letters.split(kind === "connector" ? "," : "") };
}
