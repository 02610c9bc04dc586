import { isRouteName, ROUTE_OUTLINES, type RouteName } from "./outline.js";

type Outlines = typeof ROUTE_OUTLINES;

/** Verbs that some route runs and that write something. */
type WrittenBy<N extends RouteName> = N extends RouteName
  ? Outlines[N] extends { readonly dry: true } | { readonly noPreview: true }
    ? never
    : Outlines[N]["verb"]
  : never;

/** A verb that can be previewed. */
export type PreviewVerb = Exclude<WrittenBy<RouteName>, null> | "rebase-fragment";

/** The route that a verb is asked by. */
export type PreviewRoute<V extends PreviewVerb> = V extends "rebase-fragment"
  ? "startRollout"
  : { [N in RouteName]: Outlines[N]["verb"] extends V ? N : never }[RouteName];

/** Which route a verb is asked by: its parameters and the fields of its body, together, are the preview's `input`. */
export const PREVIEWS: Readonly<Record<PreviewVerb, RouteName>> = previews();

function previews(): Record<PreviewVerb, RouteName> {
  const found: Record<string, RouteName> = { "rebase-fragment": "startRollout" };
  for (const [name, outline] of Object.entries(ROUTE_OUTLINES)) {
    const writes = outline.verb !== null && !("dry" in outline) && !("noPreview" in outline);
    if (writes && isRouteName(name)) found[outline.verb] = name;
  }
  // Made from the same table as the type.
  return found as Record<PreviewVerb, RouteName>;
}

/** Is this text a verb that can be previewed? */
export function isPreviewVerb(text: string): text is PreviewVerb {
  return Object.hasOwn(PREVIEWS, text);
}

/** Every verb that can be previewed, in the order of the table of routes. */
export const PREVIEW_VERBS: readonly PreviewVerb[] = Object.keys(PREVIEWS).filter(isPreviewVerb);
