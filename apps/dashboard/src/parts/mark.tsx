import type { Health, Presence } from "@fleethub/api";
import { HEALTH, PRESENCE } from "../words/states";

/** Shape of a presence or health, coloured by its family; `silent`: healthy, and data does not move as it should. The word stands beside it. */
export function Mark({ of, title }: { of: Presence | Health | "silent"; title?: string }) {
  return (
    <i className={`m m-${of}`} title={title} aria-hidden={title === undefined ? true : undefined} />
  );
}

/** Presence as mark and word. */
export function PresenceState({ of }: { of: Presence }) {
  return (
    <span className="state">
      <Mark of={of} />
      {PRESENCE[of].word}
    </span>
  );
}

/** Health as mark and word. */
export function HealthState({ of }: { of: Health }) {
  return (
    <span className="state">
      <Mark of={of} />
      {HEALTH[of].word}
    </span>
  );
}
