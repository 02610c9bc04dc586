import type { ReportedComponent, ReportedComponents } from "@fleethub/collector-config";
import type { BodyDigest, ComponentsFact } from "@fleethub/fleet";
import {
  type AvailableComponents,
  type ComponentDetails,
  attributeText,
  readAttributes,
} from "@fleethub/opamp";
import type { StoredBody } from "../../model.js";
import type { Digest } from "../../ports.js";
import { toHex } from "./hex.js";
import type { SharedFacts } from "./shared-facts.js";

const CLASSES = ["receivers", "processors", "exporters", "extensions", "connectors"] as const;

function component(details: ComponentDetails): ReportedComponent {
  const namespace = attributeText(readAttributes(details.metadata).get("code.namespace") ?? null);
  const [module = "", version = ""] = namespace.split(" ");
  return {
    ...(module === "" ? {} : { module }),
    ...(version === "" ? {} : { version }),
  };
}

function listOf(
  details: ComponentDetails | undefined,
): Readonly<Record<string, ReportedComponent>> {
  const types = Object.entries(details?.subComponentMap ?? {});
  types.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(types.map(([type, each]) => [type, component(each)]));
}

/** The types by class as the stored body holds them. */
export function readComponentList(available: AvailableComponents): ReportedComponents {
  const [receivers, processors, exporters, extensions, connectors] = CLASSES.map((name) =>
    listOf(available.components[name]),
  );
  return {
    receivers: receivers ?? {},
    processors: processors ?? {},
    exporters: exporters ?? {},
    extensions: extensions ?? {},
    connectors: connectors ?? {},
  };
}

/**
 * A hash without the list leaves the list that was known under the same hash (C-05). The body is null where there
 * is nothing new to keep.
 *
 * @param bytes digest of the part: a list that comes as the same bytes again is the same
 */
export function readComponents(
  available: AvailableComponents,
  known: ComponentsFact | null,
  digest: Digest,
  shared: SharedFacts,
  bytes: BodyDigest,
): { readonly fact: ComponentsFact; readonly body: StoredBody | null } {
  const hash = toHex(available.hash);
  if (Object.keys(available.components).length === 0) {
    const fact = known?.hash === hash ? known : { hash, listed: null };
    return { fact, body: null };
  }
  const list = readComponentList(available);
  const text = JSON.stringify(list);
  const body = {
    digest: shared.digest(digest.sha256(new TextEncoder().encode(text))),
    kind: "components",
    text,
  } as const;
  const types = new Set(CLASSES.flatMap((name) => Object.keys(list[name])));
  const fact = { hash, listed: body.digest, types: [...types].sort() };
  return { fact: shared.listed(bytes, fact), body };
}

/** The list in a stored body; null where the text is none. */
export function parseComponentList(text: string): ReportedComponents | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null) return null;
    return CLASSES.every((name) => name in value) ? (value as ReportedComponents) : null;
  } catch {
    return null;
  }
}
