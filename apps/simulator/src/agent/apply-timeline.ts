/** What a supervisor does at one moment while it puts a configuration in force. */
export type ApplyAction =
  /** APPLYING, with the effective configuration of before. */
  | { readonly do: "applying" }
  /** `health {}`. */
  | { readonly do: "no-health" }
  | { readonly do: "stopping" }
  /** The new Collector starts; so many of its pipelines are in the tree. */
  | { readonly do: "starting"; readonly pipelinesShown: number }
  /** The effective configuration is the new one from here on. */
  | { readonly do: "effective" }
  | { readonly do: "running" }
  | { readonly do: "exited" }
  | { readonly do: "applied" }
  | { readonly do: "failed" };

export interface ApplyStep {
  /** From the offer. */
  readonly atMs: number;
  readonly action: ApplyAction;
}

/** Restart of a Collector until it is healthy again, as measured. */
const RESTART_MS = 150;

/**
 * The messages of a configuration that is taken, in their measured order: APPLYING after 3 ms, a
 * flicker of health that ends after 150 ms, APPLIED when the supervisor has waited long enough.
 *
 * @param applyDelayMs from the offer to APPLIED; below 150 the flicker is compressed
 */
export function acceptedTimeline(applyDelayMs: number, pipelines: number): readonly ApplyStep[] {
  const scale = Math.min(1, applyDelayMs / RESTART_MS);
  const step = (atMs: number, action: ApplyAction): ApplyStep => ({
    atMs: Math.round(atMs * scale),
    action,
  });
  return [
    step(3, { do: "applying" }),
    ...restartTimeline(pipelines).map(({ atMs, action }) => step(atMs, action)),
    { atMs: applyDelayMs, action: { do: "applied" } },
  ];
}

/** The flicker of a restart, up to StatusOK. Times from the moment it was asked for. */
export function restartTimeline(pipelines: number): readonly ApplyStep[] {
  return [
    { atMs: 5, action: { do: "no-health" } },
    { atMs: 8, action: { do: "stopping" } },
    { atMs: 40, action: { do: "starting", pipelinesShown: 0 } },
    { atMs: 60, action: { do: "effective" } },
    ...Array.from(
      { length: pipelines },
      (_, index): ApplyStep => ({
        atMs: 80 + Math.min(index, 50),
        action: { do: "starting", pipelinesShown: index + 1 },
      }),
    ),
    { atMs: RESTART_MS, action: { do: "running" } },
  ];
}

/** A configuration that makes the Collector exit. The crash loop that follows is not part of it. */
export function crashTimeline(applyDelayMs: number): readonly ApplyStep[] {
  const scale = Math.min(1, applyDelayMs / RESTART_MS);
  return [
    { atMs: Math.round(3 * scale), action: { do: "applying" } },
    { atMs: Math.round(5 * scale), action: { do: "no-health" } },
    { atMs: Math.round(20 * scale), action: { do: "exited" } },
    { atMs: Math.round(21 * scale), action: { do: "failed" } },
  ];
}
