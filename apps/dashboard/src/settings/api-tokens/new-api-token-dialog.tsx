"use client";
import type { Grant } from "@fleethub/api";
import { isGrantWithin, ROLES } from "@fleethub/fleet/access";
import { useState } from "react";
import { hub } from "../../data/hub";
import { useSubject } from "../../data/session";
import { FormDialog } from "../../parts/form-dialog";
import { NameField, nameFault } from "../../parts/name-field";
import { Note } from "../../parts/note";
import { ExpiryField, expiryIn } from "../parts/expiry-field";
import { GrantsEditor, grantsFault } from "../parts/grants-editor";
import { useAct } from "../parts/use-settings";

/** A token with a name, some of one's own roles, and an end. */
export function NewApiTokenDialog(props: {
  onClose: () => void;
  onMade: (made: { name: string; value: string }) => void;
}) {
  const own = useSubject()?.grants ?? [];
  const { ask } = useAct();
  const [name, setName] = useState("");
  const [grants, setGrants] = useState<readonly Grant[]>(() => [leastOf(own)]);
  const [expiresAt, setExpiresAt] = useState<string | null | undefined>(() => expiryIn(90));
  const roles = ROLES.filter((role) =>
    own.some(({ reach }) => isGrantWithin({ role, reach }, own)),
  );
  const beyond = grants.filter(
    (grant) => grantsFault([grant]) === undefined && !isGrantWithin(grant, own),
  );
  const make = async () => {
    const result = await ask(
      hub.createApiToken({ body: { name, grants: [...grants], expiresAt: expiresAt ?? null } }),
    );
    if (!result.ok) return result.problem;
    props.onMade({ name, value: result.data.value });
    return null;
  };
  return (
    <FormDialog
      title="New API token"
      button="Make the token"
      wide
      faulty={
        nameFault(name) !== undefined ||
        grantsFault(grants) !== undefined ||
        grants.length === 0 ||
        expiresAt === undefined
      }
      ask={make}
      onClose={props.onClose}
    >
      {(tried) => (
        <>
          <div className="set-pairs">
            <NameField
              id="token-name"
              pointer="/name"
              label="Name"
              hint="what asks with it, such as deploy-pipeline"
              value={name}
              tried={tried}
              onChange={setName}
            />
            <ExpiryField id="token-ends" pointer="/expiresAt" days={90} onChange={setExpiresAt} />
          </div>
          <GrantsEditor
            id="token-grant"
            legend="May"
            grants={grants}
            roles={roles}
            tried={tried}
            onChange={setGrants}
          />
          {tried && grants.length === 0 ? (
            <Note tone="warn">It needs a role to ask with.</Note>
          ) : null}
          {beyond.length > 0 ? (
            <Note tone="warn">
              <b>That is more than you have.</b> A token takes its roles from yours: keep each
              within your own role and reach.
            </Note>
          ) : null}
        </>
      )}
    </FormDialog>
  );
}

/** Sight of as much as one sees oneself: what most scripts need. */
function leastOf(own: readonly Grant[]): Grant {
  const whole = own.some(({ reach }) => reach === null);
  return { role: "viewer", reach: whole ? null : (own[0]?.reach ?? null) };
}
