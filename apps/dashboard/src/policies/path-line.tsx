import type { PathStep } from "@fleethub/api";
import { Fragment } from "react";
import { Icon } from "../parts/icon";

/** A path through a configuration in the order that data takes, with the gap marked where it is. */
export function PathLine({ path, label }: { path: readonly PathStep[]; label: string }) {
  if (path.length === 0) return <p className="soft">{label}</p>;
  return (
    <div className="pathline" role="img" aria-label={label}>
      {path.map((step, at) => (
        <Fragment key={`${at} ${step.id}`}>
          {at > 0 ? <Icon name="right" /> : null}
          {step.missing ? (
            <span className="nd gap">no {step.id}</span>
          ) : (
            <span className="nd" title={titleOf(step)}>
              {step.id}
            </span>
          )}
        </Fragment>
      ))}
    </div>
  );
}

function titleOf({ class: kind, pipeline }: PathStep): string {
  return pipeline === null ? kind : `${kind} in ${pipeline}`;
}
