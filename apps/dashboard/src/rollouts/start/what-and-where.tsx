"use client";
import type { Group } from "@fleethub/api";
import { useRevisions } from "../../data/queries";
import { Field } from "../../parts/field";
import { plural } from "../../words/format";

/** Which revision goes to which group. One that cannot be chosen otherwise is only said. */
export function WhatAndWhere(props: {
  groups: readonly Group[];
  group: string;
  onGroup: (name: string) => void;
  configuration: string;
  revision: number;
  onRevision: (revision: number) => void;
}) {
  const revisions = useRevisions(props.configuration).data?.items ?? [];
  return (
    <div className="halves">
      <Field id="start-group" label="To group">
        <select
          id="start-group"
          className="input"
          value={props.group}
          onChange={(event) => props.onGroup(event.target.value)}
        >
          {props.groups.map((group) => (
            <option key={group.name} value={group.name}>
              {`${group.name}, ${plural(group.agents, "agent")}`}
            </option>
          ))}
        </select>
      </Field>
      <Field id="start-revision" label="Revision">
        <select
          id="start-revision"
          className="input"
          value={props.revision}
          onChange={(event) => props.onRevision(Number(event.target.value))}
        >
          {revisions.some(({ number }) => number === props.revision) ? null : (
            <option value={props.revision}>r{props.revision}</option>
          )}
          {revisions.map((one) => (
            <option key={one.number} value={one.number}>
              r{one.number}
              {one.message ? `, ${one.message}` : ""}
            </option>
          ))}
        </select>
      </Field>
    </div>
  );
}
