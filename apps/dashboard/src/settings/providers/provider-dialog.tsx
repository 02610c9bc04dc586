"use client";
import type { Provider } from "@fleethub/api";
import { useState } from "react";
import { hub } from "../../data/hub";
import { FormDialog } from "../../parts/form-dialog";
import { NameField, nameFault } from "../../parts/name-field";
import { TextField } from "../../parts/text-field";
import { reachFault } from "../parts/reach-field";
import { useAct } from "../parts/use-settings";
import { GroupGrantsEditor } from "./group-grants-editor";

const SCOPES = "openid profile email groups";

/** For what is copied from the provider to the letter. */
const VERBATIM = { autoCapitalize: "none", spellCheck: false } as const;

/** All that is to be known of a provider; null makes a new one. The secret that is there is never shown. */
export function ProviderDialog(props: { provider: Provider | null; onClose: () => void }) {
  const { provider } = props;
  const { act } = useAct();
  const [name, setName] = useState(provider?.name ?? "");
  const [title, setTitle] = useState(provider?.title ?? "");
  const [issuer, setIssuer] = useState(provider?.issuer ?? "");
  const [clientId, setClientId] = useState(provider?.clientId ?? "");
  const [clientSecret, setClientSecret] = useState("");
  const [scopes, setScopes] = useState(provider?.scopes.join(" ") ?? SCOPES);
  const [groupsClaim, setGroupsClaim] = useState(provider?.groupsClaim ?? "groups");
  const [grants, setGrants] = useState(provider?.grants ?? []);
  const needed = [title, issuer, clientId].map((text) =>
    text.trim() === "" ? "It is needed" : undefined,
  );
  const save = () => {
    const body = {
      title: title.trim(),
      issuer: issuer.trim(),
      clientId: clientId.trim(),
      scopes: scopes.split(/\s+/).filter((one) => one !== ""),
      groupsClaim: groupsClaim.trim() || "groups",
      grants: [...grants],
      ...(clientSecret === "" ? {} : { clientSecret }),
    };
    return provider === null
      ? act(hub.createProvider({ body: { name, ...body } }), `${body.title} was added`)
      : act(
          hub.replaceProvider({ params: { name }, body, ifMatch: provider.version }),
          `${body.title} was changed`,
        );
  };
  return (
    <FormDialog
      title={provider === null ? "Add a provider" : `Edit ${provider.title}`}
      button={provider === null ? "Add it" : "Save"}
      wide
      faulty={
        (provider === null && nameFault(name) !== undefined) ||
        needed.some((fault) => fault !== undefined) ||
        grants.some(({ group, reach }) => group.trim() === "" || reachFault(reach) !== undefined)
      }
      ask={save}
      onClose={props.onClose}
    >
      {(tried) => (
        <>
          <div className="set-pairs">
            {provider === null ? (
              <NameField
                id="provider-name"
                pointer="/name"
                label="Name"
                hint="stands in the redirect URI, such as okta"
                value={name}
                tried={tried}
                onChange={setName}
              />
            ) : null}
            <TextField
              id="provider-title"
              pointer="/title"
              label="Title"
              hint="“Continue with …”"
              error={tried ? needed[0] : undefined}
              value={title}
              onChange={setTitle}
            />
            <TextField
              {...VERBATIM}
              id="provider-issuer"
              pointer="/issuer"
              label="Issuer"
              hint="https://id.example.net/realms/platform"
              error={tried ? needed[1] : undefined}
              value={issuer}
              onChange={setIssuer}
            />
            <TextField
              {...VERBATIM}
              id="provider-client"
              pointer="/clientId"
              label="Client id"
              error={tried ? needed[2] : undefined}
              value={clientId}
              onChange={setClientId}
            />
            <TextField
              {...VERBATIM}
              id="provider-secret"
              pointer="/clientSecret"
              label="Client secret"
              hint={
                provider?.hasClientSecret
                  ? "Nothing: it stays as it is. It is never shown"
                  : "Nothing: a public client, PKCE alone"
              }
              type="password"
              autoComplete="new-password"
              value={clientSecret}
              onChange={setClientSecret}
            />
            <TextField
              {...VERBATIM}
              id="provider-claim"
              pointer="/groupsClaim"
              label="Claim with the groups"
              hint="Dots lead inside, such as realm_access.roles"
              value={groupsClaim}
              onChange={setGroupsClaim}
            />
            <TextField
              {...VERBATIM}
              id="provider-scopes"
              pointer="/scopes"
              label="Scopes"
              hint="with blanks between"
              value={scopes}
              onChange={setScopes}
            />
          </div>
          <GroupGrantsEditor grants={grants} tried={tried} onChange={setGrants} />
        </>
      )}
    </FormDialog>
  );
}
