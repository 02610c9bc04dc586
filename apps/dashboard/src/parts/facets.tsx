"use client";
import type { FacetValues } from "@fleethub/api";
import { useState } from "react";
import { asksFor, toggled } from "../data/query-text";
import { count } from "../words/format";

const SHOWN = 6;
const TITLES: Readonly<Record<string, string>> = {
  configuration: "Configuration",
  group: "Group",
  type: "Distribution",
  version: "Version",
  os: "Operating system",
  arch: "Architecture",
  policy: "Breaks policy",
  enrolment: "Enrolled by",
  pinned: "Pinned to",
};
const ORDER = [
  "policy",
  "configuration",
  "group",
  "type",
  "version",
  "os",
  "arch",
  "enrolment",
  "pinned",
];

/** The fields worth a facet, in order; labels follow by key. States have their counters above. */
export function facetFields(facets: Readonly<Record<string, FacetValues>>): readonly string[] {
  const labels = Object.keys(facets)
    .filter((field) => field.startsWith("label."))
    .sort();
  return [...ORDER, ...labels].filter((field) =>
    (facets[field] ?? []).some(({ value }) => value !== ""),
  );
}

/** Another way to write the query: a tick adds a value, taking it away removes it. Both always agree. */
export function Facets(props: {
  facets: Readonly<Record<string, FacetValues>>;
  query: string;
  onChange: (query: string) => void;
}) {
  return (
    <aside className="facets" aria-label="Facets">
      {facetFields(props.facets).map((field) => (
        <Facet key={field} field={field} values={props.facets[field] ?? []} {...props} />
      ))}
    </aside>
  );
}

function Facet(props: {
  field: string;
  values: FacetValues;
  query: string;
  onChange: (query: string) => void;
}) {
  const [all, setAll] = useState(false);
  const values = props.values.filter(({ value }) => value !== "");
  const title = TITLES[props.field] ?? props.field.slice("label.".length);
  return (
    <fieldset>
      <legend>{title}</legend>
      {(all ? values : values.slice(0, SHOWN)).map(({ value, count: n }) => (
        <label key={value}>
          <input
            type="checkbox"
            checked={asksFor(props.query, props.field, [value])}
            onChange={() => props.onChange(toggled(props.query, props.field, [value]))}
          />
          <span className="clip" title={value}>
            {value}
          </span>
          <span className="n">{count(n)}</span>
        </label>
      ))}
      {values.length > SHOWN ? (
        <button type="button" className="morelink" onClick={() => setAll(!all)}>
          {all ? "Fewer" : `${values.length - SHOWN} more`}
        </button>
      ) : null}
    </fieldset>
  );
}
