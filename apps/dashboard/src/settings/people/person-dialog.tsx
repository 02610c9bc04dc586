"use client";
import type { Grant, Person } from "@fleethub/api";
import { useState } from "react";
import { hub } from "../../data/hub";
import { FormDialog } from "../../parts/form-dialog";
import { NameField, nameFault } from "../../parts/name-field";
import { TextField } from "../../parts/text-field";
import { GrantsEditor, grantsFault } from "../parts/grants-editor";
import { useAct } from "../parts/use-settings";
import type { Invited } from "./invited";

const FIRST: readonly Grant[] = [{ role: "viewer", reach: null }];

/** A person's names and roles; null makes a new one, with an invitation. */
export function PersonDialog(props: {
  person: Person | null;
  onClose: () => void;
  onInvited: (invited: Invited) => void;
}) {
  const { person } = props;
  const { act, ask } = useAct();
  const [name, setName] = useState(person?.name ?? "");
  const [displayName, setDisplayName] = useState(person?.displayName ?? "");
  const [grants, setGrants] = useState(person?.grants ?? FIRST);
  const save = async () => {
    const body = { displayName, grants: [...grants] };
    if (person !== null)
      return act(
        hub.changePerson({ params: { name }, body, ifMatch: person.version }),
        `${name} was changed`,
      );
    const result = await ask(hub.createPerson({ body: { name, ...body } }));
    if (!result.ok) return result.problem;
    props.onInvited({ name, invitation: result.data.invitation });
    return null;
  };
  return (
    <FormDialog
      title={person === null ? "Invite somebody" : `Edit ${person.name}`}
      button={person === null ? "Make the invitation" : "Save"}
      wide
      faulty={nameFault(name) !== undefined || grantsFault(grants) !== undefined}
      ask={save}
      onClose={props.onClose}
    >
      {(tried) => (
        <>
          <div className="set-pairs">
            {person === null ? (
              <NameField
                id="person-name"
                pointer="/name"
                label="Name to sign in with"
                hint="such as ada; it stands in the audit"
                value={name}
                tried={tried}
                onChange={setName}
              />
            ) : null}
            <TextField
              id="person-display"
              pointer="/displayName"
              label="Name that others read"
              hint="Optional"
              maxLength={100}
              value={displayName}
              onChange={setDisplayName}
            />
          </div>
          <GrantsEditor
            id="person-grant"
            legend="May"
            grants={grants}
            tried={tried}
            onChange={setGrants}
          />
          {person?.provider && person.provider.grants.length > 0 ? (
            <p className="hint">
              Besides, {person.provider.name} gives roles by its groups at every sign-in; they are
              set with the provider.
            </p>
          ) : null}
          {person !== null ? (
            <p className="hint">
              Where roles change, open sessions end: the person signs in again and has the new ones.
            </p>
          ) : null}
        </>
      )}
    </FormDialog>
  );
}
