import { definedIds, signalWords } from "./component-names.js";
import { componentPage } from "./component-page.js";
import type { EditingContext } from "./context.js";
import { classOf, kindWords, nodesAt, typeOf } from "./option-nodes.js";
import { ITEM } from "./place.js";
import { placeAt } from "./place-at.js";
import { aliasOf } from "../facts/aliases.js";
import type { ComponentClass } from "../parse/config.js";

/** What stands at a place of a text. */
export interface Hover {
  readonly from: number;
  readonly to: number;
  /** Its name. */
  readonly title: string;
  /** What it is: "exporter", "beta: traces, metrics", "duration, such as 5s". */
  readonly facts: readonly string[];
  /** Where its maker describes it. */
  readonly link?: string;
}

const WORD = /[\w./$:{}-]/;

/** What a component or an option under an offset is, with the way to its page. Null where nothing is known of it. */
export function hoverAt(text: string, offset: number, context: EditingContext = {}): Hover | null {
  const range = wordAt(text, offset);
  if (range === null) return null;
  const word = text.slice(range.from, range.to).replace(/:$/, "");
  const place = placeAt(text, range.to);
  if (place === null || word === "") return null;
  const to = range.from + word.length;
  const { path } = place;
  const at = { from: range.from, to };
  const [section, id] = path;
  const named = (kind: ComponentClass) => ofComponent(at, kind, word, context);
  if (place.role === "item" && section === "service") {
    const list = path.at(-2);
    const kind = classOf(list);
    if (kind === undefined) return null;
    const defined =
      kind === "receiver" || kind === "exporter" ? connectorOr(kind, word, text) : kind;
    return named(defined);
  }
  if (place.role === "value") return null;
  const kind = classOf(section);
  if (kind !== undefined && path.length === 1) return named(kind);
  const nodes = nodesAt([...path, ...(place.role === "item" ? [] : [word])], context.catalogue);
  if (place.role === "item" || nodes.length === 0) return null;
  const facts = [
    kindWords(nodes),
    ...(nodes.some((one) => one.required) ? ["has to be set"] : []),
    ...(nodes.some((one) => one.deprecated) ? ["deprecated"] : []),
    ...(nodes.some((one) => one.secret) ? ["secret: never printed back"] : []),
  ];
  const parts = [...path.slice(2), word].filter((one) => one !== ITEM);
  const component = kind && id ? context.catalogue?.component(kind, typeOf(id)) : undefined;
  const link = component && context.catalogue ? componentPage(component) : undefined;
  return { ...at, title: parts.join("."), facts, ...(link === undefined ? {} : { link }) };
}

function ofComponent(
  at: { readonly from: number; readonly to: number },
  kind: ComponentClass,
  id: string,
  { catalogue, components }: EditingContext,
): Hover | null {
  const type = typeOf(id);
  const known = catalogue?.component(kind, type);
  const other = aliasOf(kind, type);
  const reported = components?.[`${kind}s`];
  const mine =
    reported === undefined ? undefined : (reported[type] ?? (other ? reported[other] : undefined));
  const levels = new Map<string, string[]>();
  for (const [signal, level] of Object.entries(known?.stability ?? {})) {
    levels.set(level, [...(levels.get(level) ?? []), signal]);
  }
  const facts = [
    kind,
    ...(known !== undefined && known.type !== type ? [`older name of ${known.type}`] : []),
    ...[...levels].map(([level, signals]) => `${level}: ${signalWords(signals)}`),
    ...(levels.size === 0 && known !== undefined && known.signals.length > 0
      ? [signalWords(known.signals)]
      : []),
    ...(reported === undefined
      ? []
      : [
          mine === undefined
            ? "this agent does not have it"
            : `this agent has it${versioned(mine)}`,
        ]),
    ...(known?.options === null ? ["its options are not known"] : []),
  ];
  const link = known === undefined ? undefined : componentPage(known);
  if (facts.length === 1 && link === undefined) return null;
  return { ...at, title: id, facts, ...(link === undefined ? {} : { link }) };
}

const versioned = ({ version }: { readonly version?: string }) => (version ? `, ${version}` : "");

/** In a pipeline a connector stands among receivers and exporters. */
function connectorOr(kind: ComponentClass, id: string, text: string): ComponentClass {
  return definedIds(text, "connectors").includes(id) ? "connector" : kind;
}

function wordAt(
  text: string,
  offset: number,
): { readonly from: number; readonly to: number } | null {
  let from = Math.max(0, Math.min(offset, text.length));
  let to = from;
  while (from > 0 && WORD.test(text[from - 1] ?? "")) from -= 1;
  while (to < text.length && WORD.test(text[to] ?? "")) to += 1;
  if (text[to - 1] === ":") to -= 1;
  return to > from ? { from, to } : null;
}
