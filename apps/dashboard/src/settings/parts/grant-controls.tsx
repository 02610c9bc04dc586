"use client";
import type { Grant, Role } from "@fleethub/api";
import { ROLES } from "@fleethub/fleet/access";
import { Button } from "../../parts/button";
import { Segments } from "../../parts/segments";
import { ROLE_WORDS } from "../../words/roles";

const REACHES = [
  { value: "all", label: "Whole fleet" },
  { value: "part", label: "A part" },
] as const;

/** The role of one row, how far it goes, and the way to take the row away. */
export function GrantControls(props: {
  /** What the row is called, such as `role 1`. */
  name: string;
  roleLabel: string;
  grant: Grant;
  roles: readonly Role[];
  onChange: (to: Partial<Grant>) => void;
  onRemove: () => void;
}) {
  const { name, grant, onChange } = props;
  return (
    <>
      <select
        className="input"
        aria-label={props.roleLabel}
        value={grant.role}
        onChange={(event) => {
          const role = ROLES.find((one) => one === event.target.value);
          if (role !== undefined) onChange({ role });
        }}
      >
        {props.roles.map((role) => (
          <option key={role} value={role}>
            {ROLE_WORDS[role]}
          </option>
        ))}
      </select>
      <Segments
        label={`How far ${name} reaches`}
        value={grant.reach === null ? "all" : "part"}
        options={REACHES}
        onChange={(value) => onChange({ reach: value === "all" ? null : "" })}
      />
      <Button
        kind="ghost"
        size="sm"
        icon="x"
        aria-label={`Take ${name} away`}
        onClick={props.onRemove}
      />
    </>
  );
}
