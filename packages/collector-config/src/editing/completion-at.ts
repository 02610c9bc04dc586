import { componentKeys, definedComponents } from "./component-names.js";
import { type Completion, type Completions, COMPLETIONS_MAX } from "./completion.js";
import type { EditingContext } from "./context.js";
import { type EditPlace, ITEM } from "./place.js";
import { kindWords, nodesAt } from "./option-nodes.js";
import { placeAt } from "./place-at.js";
import { referenceAt } from "./reference-names.js";
import type { OptionNode } from "../catalogue/catalogue.js";

/**
 * What fits where a caret stands: sections, component types, options with their kind, words of an enumeration,
 * components that the text defines where a pipeline names them, names of references. Null where nothing is known to
 * fit. The text may be half written. Never throws; offsets are UTF-16 units.
 */
export function completionAt(
  text: string,
  offset: number,
  context: EditingContext = {},
): Completions | null {
  const place = placeAt(text, offset);
  if (place === null) return null;
  const reference =
    place.role === "key" ? null : referenceAt(text, offset, context.variables, context.secrets);
  if (reference !== null) return reference;
  const found = place.role === "value" ? values(place, context, text) : names(place, context, text);
  const options = found.filter(({ label }) => !place.taken.includes(label));
  if (options.length === 0) return null;
  return { from: place.from, to: place.to, options: options.slice(0, COMPLETIONS_MAX) };
}

const key = (
  { colon, flow, indent }: EditPlace,
  label: string,
  of: Pick<Completion, "kind" | "detail"> & { readonly holds: "map" | "list" | "value" },
): Completion => {
  const below = `${label}:\n${" ".repeat(indent + 2)}`;
  const block = of.holds === "map" ? below : `${below}- `;
  const whole = of.holds === "value" || flow ? `${label}: ` : block;
  return { label, kind: of.kind, detail: of.detail, insert: colon ? label : whole };
};

const SECTIONS = [
  ["receivers", "what takes data in"],
  ["processors", "what changes data on its way"],
  ["exporters", "what sends data on"],
  ["connectors", "what leads from pipeline to pipeline"],
  ["extensions", "what runs beside the pipelines"],
  ["service", "what of it runs"],
] as const;
const SERVICE = [
  ["extensions", "list of ids", "value"],
  ["pipelines", "which way data goes", "map"],
  ["telemetry", "the Collector’s own logs, metrics and traces", "map"],
] as const;
const SIGNALS = ["traces", "metrics", "logs"];
const ROLES = ["receivers", "processors", "exporters"];

function names(place: EditPlace, context: EditingContext, text: string): readonly Completion[] {
  const { path } = place;
  const [section, second, third, fourth] = path;
  if (path.length === 0) {
    return SECTIONS.map(([label, detail]) =>
      key(place, label, { kind: "section", detail, holds: "map" }),
    );
  }
  if (section === "service") {
    if (path.length === 1) {
      return SERVICE.map(([label, detail, holds]) =>
        key(place, label, { kind: "section", detail, holds }),
      );
    }
    if (second === "extensions") return definedComponents(text, "extensions", undefined);
    if (second === "pipelines" && path.length === 2) {
      return SIGNALS.map((label) =>
        key(place, label, { kind: "section", detail: "pipeline", holds: "map" }),
      );
    }
    if (second === "pipelines" && path.length === 3) {
      return ROLES.map((label) =>
        key(place, label, { kind: "section", detail: "list of ids", holds: "value" }),
      );
    }
    if (second === "pipelines" && path.at(-1) === ITEM && fourth !== undefined) {
      return definedComponents(text, fourth, third);
    }
  }
  if (path.length === 1) {
    return componentKeys(section, context).map(({ label, detail, deprecated }) => ({
      ...key(place, label, { kind: "component-type", detail, holds: "map" }),
      ...(deprecated ? { deprecated } : {}),
    }));
  }
  const nodes = nodesAt(path, context.catalogue);
  return [...options(place, nodes), ...(place.role === "item" ? words(nodes) : [])];
}

/** Options of a map, those that are needed first, those that are going last. */
function options(place: EditPlace, nodes: readonly OptionNode[]): readonly Completion[] {
  const found = new Map<string, Completion>();
  for (const node of nodes) {
    for (const [label, option] of Object.entries(node.options ?? {})) {
      if (found.has(label)) continue;
      const kinds = option.alternatives ?? [option];
      const holds = kinds.every(({ kind }) => kind === "object")
        ? "map"
        : kinds.every(({ kind }) => kind === "array")
          ? "list"
          : "value";
      const detail = [kindWords(kinds), ...(option.secret ? ["secret"] : [])].join(", ");
      found.set(label, {
        ...key(place, label, { kind: "option", detail, holds }),
        ...(option.deprecated ? { deprecated: true } : {}),
        ...(option.required ? { required: true } : {}),
      });
    }
  }
  const rank = (one: Completion) => (one.required ? 0 : one.deprecated ? 2 : 1);
  return [...found.values()].sort(
    (a, b) => rank(a) - rank(b) || (a.label < b.label ? -1 : a.label > b.label ? 1 : 0),
  );
}

/** Options whose value is the id of an extension. */
const EXTENSION_KEYS: readonly string[] = ["authenticator", "storage"];

function values(place: EditPlace, context: EditingContext, text: string): readonly Completion[] {
  const nodes = nodesAt(place.path, context.catalogue);
  const last = place.path.at(-1) ?? "";
  const ids = EXTENSION_KEYS.includes(last) ? definedComponents(text, "extensions", undefined) : [];
  return [...ids, ...words(nodes)];
}

function words(nodes: readonly OptionNode[]): readonly Completion[] {
  const value = (label: string, detail: string): Completion => ({
    label,
    kind: "value",
    detail,
    insert: label,
  });
  return nodes.flatMap((node) => {
    if (node.enum !== undefined) {
      return node.enum.filter((word) => word !== "").map((word) => value(word, ""));
    }
    return node.kind === "boolean" ? [value("true", ""), value("false", "")] : [];
  });
}
