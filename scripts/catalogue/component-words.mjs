// What structure rules need without a catalogue: every known type with its aliases and signals, one word each.
import { readFileSync } from "node:fs";

const LETTERS = { traces: "t", metrics: "m", logs: "l" };
const CLASSES = ["receiver", "processor", "exporter", "connector", "extension"];

/** Components whose modules are not read: `type`, `type:signals` or `type=alias:signals`. */
const others = JSON.parse(readFileSync(new URL("other-components.json", import.meta.url), "utf8"));

/** A text of words by class; all versions joined, the name of the newest version first. */
export function componentWords(catalogues) {
  return Object.fromEntries(
    CLASSES.map((kind) => {
      const words = new Map();
      for (const { components } of catalogues)
        for (const component of components) if (component.class === kind) learn(words, component);
      const known = new Set([...words.values()].flatMap(({ names }) => [...names]));
      const rest = others[kind].filter((word) => !known.has(word.split(/[=:]/)[0]));
      return [kind, [...[...new Set(words.values())].map(wordOf), ...rest].sort().join(" ")];
    }),
  );
}

function learn(words, { class: kind, type, aliases, stability }) {
  const names = [type, ...aliases];
  const key = names.find((name) => words.has(name)) ?? type;
  const word = words.get(key) ?? { names: new Set(), signals: new Set() };
  for (const name of names) {
    word.names.add(name);
    words.set(name, word);
  }
  if (kind !== "extension") for (const signal of Object.keys(stability)) word.signals.add(signal);
}

/** Profiles are left out: their support moves from version to version. */
function wordOf({ names, signals }) {
  const letters = [...signals]
    .map((signal) => signal.split("_to_").map((one) => LETTERS[one]))
    .filter((pair) => !pair.includes(undefined))
    .map((pair) => pair.join(""));
  const joined = letters.every((pair) => pair.length === 1) ? letters.join("") : letters.join(",");
  return [...names].join("=") + (joined === "" ? "" : `:${joined}`);
}
