import { canonicalBytes, type ConfigNode, parseConfig } from "@fleethub/collector-config";

/** Do two texts mean the same to a Collector? Null where one of them cannot be read. */
export function sameMeaning(one: string, two: string): boolean | null {
  if (one === two) return true;
  const a = parseConfig(one).config;
  const b = parseConfig(two).config;
  if (a === null || b === null) return null;
  const [left, right] = [canonicalBytes(a), canonicalBytes(b)];
  return left.length === right.length && left.every((byte, at) => byte === right[at]);
}

/** One thing that a draft changes, in words. */
export interface ChangeWords {
  readonly kind: "added" | "removed" | "changed";
  readonly what: string;
  /** What follows from it. */
  readonly detail: string;
  /** Where: a pipeline, or a component. */
  readonly where: string;
}

const ROLES = ["receivers", "processors", "exporters"] as const;
const ROLE_WORD = {
  receivers: "receiver",
  processors: "processor",
  exporters: "exporter",
} as const;

/**
 * What a draft changes for the data: pipelines that come and go, components that join or leave a pipeline, and
 * components with other options. Empty where neither text can be read. Order: what is lost first.
 */
export function changesInWords(before: string, after: string): readonly ChangeWords[] {
  const a = parseConfig(before).config;
  const b = parseConfig(after).config;
  if (a === null || b === null) return [];
  const changes: ChangeWords[] = [];
  const pipelines = (config: typeof a) => new Map(config.pipelines.map((one) => [one.id, one]));
  const [old, now] = [pipelines(a), pipelines(b)];
  for (const id of old.keys())
    if (!now.has(id))
      changes.push(
        change("removed", `Pipeline ${id} is gone`, "Its data is no longer handled.", id),
      );
  for (const [id, pipeline] of now) {
    const was = old.get(id);
    if (was === undefined) {
      const ends = pipeline.exporters.map((one) => one.id).join(", ") || "no exporter";
      changes.push(change("added", `Pipeline ${id} is new`, `It ends at ${ends}.`, id));
      continue;
    }
    for (const role of ROLES) {
      const [had, has] = [was[role].map(idOf), pipeline[role].map(idOf)];
      const [left, came] = [
        had.filter((x) => !has.includes(x)),
        has.filter((x) => !had.includes(x)),
      ];
      const word = ROLE_WORD[role];
      for (const one of left)
        changes.push(change("removed", `${one} leaves ${id}`, leaves(word, one, id), id));
      for (const one of came)
        changes.push(change("added", `${one} joins ${id}`, joins(word, one, id), id));
      if (role === "processors" && left.length + came.length === 0 && had.join() !== has.join())
        changes.push(
          change("changed", `${id} processes in another order`, `Now ${has.join(", ")}.`, id),
        );
    }
  }
  changes.push(...optionChanges(a, b));
  const rank = { removed: 0, added: 1, changed: 2 };
  return changes.sort((x, y) => rank[x.kind] - rank[y.kind]);
}

type Config = NonNullable<ReturnType<typeof parseConfig>["config"]>;

const idOf = ({ id }: { readonly id: string }) => id;

function change(
  kind: ChangeWords["kind"],
  what: string,
  detail: string,
  where: string,
): ChangeWords {
  return { kind, what, detail, where };
}

function leaves(word: string, id: string, pipeline: string): string {
  if (word === "receiver") return `${pipeline} no longer takes what ${id} receives.`;
  if (word === "exporter") return `${pipeline} no longer sends to ${id}.`;
  return `${pipeline} is no longer processed by it.`;
}

function joins(word: string, id: string, pipeline: string): string {
  if (word === "receiver") return `${pipeline} also takes what ${id} receives.`;
  if (word === "exporter") return `${pipeline} also sends to ${id}.`;
  return `${pipeline} is now processed by it.`;
}

/** Components that stay and have other options, and what the service itself does otherwise. */
function optionChanges(a: Config, b: Config): readonly ChangeWords[] {
  const key = (one: Config["components"][number]) => `${one.class} ${one.id}`;
  const old = new Map(a.components.map((one) => [key(one), one]));
  const components = b.components.flatMap((one) => {
    const was = old.get(key(one));
    const found = was === undefined ? [] : differences(was.body, one.body, []);
    return found.length === 0
      ? []
      : [change("changed", `${one.id} has other options`, listed(found), one.class)];
  });
  const service = differences(serviceOf(a), serviceOf(b), []).filter(
    (one) => !one.startsWith("pipelines"),
  );
  return service.length === 0
    ? components
    : [...components, change("changed", "The service runs otherwise", listed(service), "service")];
}

const serviceOf = (config: Config) => config.root.entries.get("service")?.value;

const LISTED_MAX = 3;

function listed(found: readonly string[]): string {
  const more = found.length - LISTED_MAX;
  return `${found.slice(0, LISTED_MAX).join("; ")}${more > 0 ? `; and ${more} more` : ""}.`;
}

/** Leaves that differ, each as `path: now, was before`. */
function differences(
  a: ConfigNode | undefined,
  b: ConfigNode | undefined,
  path: readonly string[],
): readonly string[] {
  if (a?.kind === "map" && b?.kind === "map") {
    const keys = [...new Set([...a.entries.keys(), ...b.entries.keys()])];
    return keys.flatMap((key) =>
      differences(a.entries.get(key)?.value, b.entries.get(key)?.value, [...path, key]),
    );
  }
  const [was, now] = [shown(a), shown(b)];
  if (was === now) return [];
  const where = path.join(".") || "it";
  if (was === null) return [`${where}: ${now}, was not set`];
  if (now === null) return [`${where} is no longer set, was ${was}`];
  return [`${where}: ${now}, was ${was}`];
}

function shown(node: ConfigNode | undefined): string | null {
  if (node === undefined) return null;
  if (node.kind === "scalar") return node.type === "null" ? "empty" : node.source;
  if (node.kind === "list") return `[${node.items.map((one) => shown(one) ?? "").join(", ")}]`;
  return `{${[...node.entries].map(([key, { value }]) => `${key}: ${shown(value) ?? ""}`).join(", ")}}`;
}
