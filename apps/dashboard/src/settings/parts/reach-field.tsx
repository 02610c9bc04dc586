"use client";
import type { Facets } from "@fleethub/api";
import { parseReach } from "@fleethub/fleet/access";
import { useEffect, useState } from "react";
import { useFacets } from "../../data/queries";
import { term } from "../../data/query-text";
import { useFault } from "../../parts/form-faults";
import { Icon } from "../../parts/icon";
import { Link } from "../../parts/link";
import { plural } from "../../words/format";

const SETTLE_MS = 300;

/** Why a reach cannot be taken; undefined where it may. Null, the whole fleet, always may. */
export function reachFault(reach: string | null): string | undefined {
  if (reach === null) return undefined;
  const { problem } = parseReach(reach);
  return problem === undefined ? undefined : `${problem.message} ${problem.remedy ?? ""}`.trim();
}

/** One term for each value that the fleet has of what a reach may look at. */
export function knownReaches(facets: Facets["facets"]): readonly string[] {
  const labels = Object.keys(facets).filter((field) => field.startsWith("label."));
  return [...labels.sort(), "enrolment", "pinned"].flatMap((field) =>
    (facets[field] ?? []).map(({ value }) => term(field, [value])),
  );
}

/** The query of a reach, and how many agents it reaches now. */
export function ReachField(props: {
  id: string;
  label: string;
  /** Where it stands in what is sent, as `/reach`: what the hub finds wrong there is told here. */
  pointer: string;
  value: string;
  tried: boolean;
  onChange: (value: string) => void;
}) {
  const { id, value } = props;
  const [settled, settle] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => settle(value), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  const fault = reachFault(value);
  const known = fault === undefined && settled === value;
  const agents = useFacets(settled, known).data?.total;
  const facets = useFacets("").data?.facets ?? {};
  // A field that nothing was written into is not wrong yet.
  const wrong = useFault(props.tried || value !== "" ? fault : undefined, props.pointer);
  return (
    <div className="reach-field">
      <input
        id={id}
        className="input mono"
        aria-label={props.label}
        data-pointer={props.pointer}
        aria-invalid={wrong !== undefined}
        aria-describedby={`${id}-says`}
        placeholder="label.squad:edge"
        spellCheck={false}
        autoCapitalize="none"
        list={`${id}-known`}
        value={value}
        onChange={(event) => props.onChange(event.target.value)}
      />
      <datalist id={`${id}-known`}>
        {knownReaches(facets).map((query) => (
          <option key={query} value={query} />
        ))}
      </datalist>
      {wrong !== undefined ? (
        <span className="err" id={`${id}-says`} role="alert">
          <Icon name="warn" small />
          {wrong}
        </span>
      ) : (
        <span className="hint" id={`${id}-says`}>
          {known && agents !== undefined ? (
            <>
              <Link href={`/agents?q=${encodeURIComponent(value)}`} target="_blank">
                {plural(agents, "agent")}
              </Link>{" "}
              now, and whoever gets the label later
            </>
          ) : (
            "A query over label.KEY, enrolment or pinned: what the hub itself set"
          )}
        </span>
      )}
    </div>
  );
}
