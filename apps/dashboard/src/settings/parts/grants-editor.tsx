"use client";
import type { Grant, Role } from "@fleethub/api";
import { ROLE_MEANINGS, ROLES } from "@fleethub/fleet/access";
import { Button } from "../../parts/button";
import { GrantControls } from "./grant-controls";
import { ReachField, reachFault } from "./reach-field";

/** Why these grants cannot be saved; undefined where they may. */
export function grantsFault(grants: readonly Grant[]): string | undefined {
  for (const { reach } of grants) {
    const fault = reachFault(reach);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** What somebody may do: roles, each for the whole fleet or for the part that a query reaches, with its live count. */
export function GrantsEditor(props: {
  id: string;
  legend: string;
  grants: readonly Grant[];
  tried: boolean;
  onChange: (grants: readonly Grant[]) => void;
  /** Roles that may be given; all where it is left out. */
  roles?: readonly Role[];
}) {
  const { grants, onChange } = props;
  const change = (at: number, to: Partial<Grant>) =>
    onChange(grants.map((grant, index) => (index === at ? { ...grant, ...to } : grant)));
  return (
    <fieldset className="grants-editor">
      <legend className="legend">{props.legend}</legend>
      {grants.map((grant, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a grant has no name, and the rows never change their order
        <div key={at} className="grant-row">
          <div className="row wrap">
            <GrantControls
              name={`role ${at + 1}`}
              roleLabel={`Role ${at + 1}`}
              grant={grant}
              roles={props.roles ?? ROLES}
              onChange={(to) => change(at, to)}
              onRemove={() => onChange(grants.filter((_, index) => index !== at))}
            />
          </div>
          <p className="hint">{ROLE_MEANINGS[grant.role]}</p>
          {grant.reach === null ? null : (
            <ReachField
              id={`${props.id}-${at}`}
              pointer={`/grants/${at}/reach`}
              label={`Reach of role ${at + 1}`}
              value={grant.reach}
              tried={props.tried}
              onChange={(reach) => change(at, { reach })}
            />
          )}
        </div>
      ))}
      <div>
        <Button
          size="sm"
          icon="plus"
          onClick={() => onChange([...grants, { role: "viewer", reach: null }])}
        >
          {grants.length === 0 ? "Give a role" : "Another role"}
        </Button>
      </div>
    </fieldset>
  );
}
