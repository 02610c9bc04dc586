"use client";
import type { GroupGrant } from "@fleethub/api";
import { ROLES } from "@fleethub/fleet/access";
import { Button } from "../../parts/button";
import { GrantControls } from "../parts/grant-controls";
import { ReachField } from "../parts/reach-field";

/** Which group of a provider has which role here, each with its reach. */
export function GroupGrantsEditor(props: {
  grants: readonly GroupGrant[];
  tried: boolean;
  onChange: (grants: GroupGrant[]) => void;
}) {
  const { grants, onChange } = props;
  const change = (at: number, to: Partial<GroupGrant>) =>
    onChange(grants.map((grant, index) => (index === at ? { ...grant, ...to } : grant)));
  return (
    <fieldset className="grants-editor">
      <legend className="legend">Roles by group</legend>
      {grants.map((grant, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has no name, and the rows never change their order
        <div key={at} className="grant-row">
          <div className="row wrap">
            <input
              className="input mono set-group"
              aria-label={`Group ${at + 1}`}
              aria-invalid={props.tried && grant.group.trim() === ""}
              placeholder="group there, * for everybody"
              autoComplete="off"
              spellCheck={false}
              value={grant.group}
              onChange={(event) => change(at, { group: event.target.value })}
            />
            <GrantControls
              name={`group ${at + 1}`}
              roleLabel={`Role of group ${at + 1}`}
              grant={grant}
              roles={ROLES}
              onChange={(to) => change(at, to)}
              onRemove={() => onChange(grants.filter((_, index) => index !== at))}
            />
          </div>
          {grant.reach === null ? null : (
            <ReachField
              id={`group-${at}`}
              pointer={`/grants/${at}/reach`}
              label={`Reach of group ${at + 1}`}
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
          onClick={() => onChange([...grants, { group: "", role: "viewer", reach: null }])}
        >
          {grants.length === 0 ? "Give a group a role" : "Another group"}
        </Button>
      </div>
      {grants.length === 0 ? (
        <p className="hint">Without one nobody is let in through this provider.</p>
      ) : null}
    </fieldset>
  );
}
