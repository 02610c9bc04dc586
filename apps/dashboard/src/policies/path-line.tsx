import type { PathStep } from "@fleethub/api";
import { Icon } from "../parts/icon";

/** A path through a configuration in the order that data takes, with the gap marked where it is. */
export function PathLine({ path, label }: { path: readonly PathStep[]; label: string }) {
  if (path.length === 0) return <p className="soft">{label}</p>;
  return (
    <div className="pathline" role="img" aria-label={label}>
      {path.map((step, at) => (
        <span key={`${at} ${step.id}`} className="hop">
          {at > 0 ? <Icon name="right" /> : null}
          {step.missing ? (
            <span className="nd gap">{gapWords(step.id)}</span>
          ) : (
            <span className="nd" title={titleOf(step)}>
              {step.id}
            </span>
          )}
        </span>
      ))}
    </div>
  );
}

const DONE = ["removed", "hashed", "masked"];

/** What the gap lacks: a processor, something done to attributes, or an attribute. */
export function gapWords(id: string): string {
  if (DONE.some((word) => id.includes(word))) return `not ${id}`;
  return id.startsWith("sets ") ? `${id.slice("sets ".length)} not set` : `no ${id}`;
}

function titleOf({ class: kind, pipeline }: PathStep): string {
  return pipeline === null ? kind : `${kind} in ${pipeline}`;
}
