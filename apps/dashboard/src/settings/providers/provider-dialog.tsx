"use client";
import type { Provider } from "@fleethub/api";
import { useState } from "react";
import { hub } from "../../data/hub";
import { Field } from "../../parts/field";
import { FormDialog } from "../shared/form-dialog";
import { reachFault } from "../shared/reach-field";
import { NameField, nameFault } from "../shared/name-field";
import { useAct } from "../shared/use-settings";
import { GroupGrantsEditor } from "./group-grants-editor";

const SCOPES = "openid profile email groups";

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
  const [tried, setTried] = useState(false);
  const needed = (text: string) => (tried && text.trim() === "" ? { error: "It is needed" } : {});
  const faulty =
    [title, issuer, clientId].some((text) => text.trim() === "") ||
    grants.some(({ group, reach }) => group.trim() === "" || reachFault(reach) !== undefined);
  const submit = async () => {
    setTried(true);
    if (faulty || (provider === null && nameFault(name) !== undefined)) return "stay" as const;
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
      submit={submit}
      onClose={props.onClose}
    >
      <div className="set-pairs">
        {provider === null ? (
          <NameField
            id="provider-name"
            label="Name"
            hint="stands in the redirect URI, such as okta"
            value={name}
            tried={tried}
            onChange={setName}
          />
        ) : null}
        <Text
          id="provider-title"
          label="Title"
          hint="“Continue with …”"
          value={title}
          onChange={setTitle}
          {...needed(title)}
        />
        <Text
          id="provider-issuer"
          label="Issuer"
          hint="https://id.example.net/realms/platform"
          value={issuer}
          onChange={setIssuer}
          {...needed(issuer)}
        />
        <Text
          id="provider-client"
          label="Client id"
          value={clientId}
          onChange={setClientId}
          {...needed(clientId)}
        />
        <Text
          id="provider-secret"
          label="Client secret"
          hint={
            provider?.hasClientSecret
              ? "Nothing: it stays as it is. It is never shown"
              : "Nothing: a public client, PKCE alone"
          }
          secret
          value={clientSecret}
          onChange={setClientSecret}
        />
        <Text
          id="provider-claim"
          label="Claim with the groups"
          hint="Dots lead inside, such as realm_access.roles"
          value={groupsClaim}
          onChange={setGroupsClaim}
        />
        <Text
          id="provider-scopes"
          label="Scopes"
          hint="with blanks between"
          value={scopes}
          onChange={setScopes}
        />
      </div>
      <GroupGrantsEditor grants={grants} tried={tried} onChange={setGrants} />
    </FormDialog>
  );
}

function Text(props: {
  id: string;
  label: string;
  hint?: string;
  error?: string;
  secret?: boolean;
  value: string;
  onChange: (value: string) => void;
}) {
  const { id, hint, error } = props;
  return (
    <Field
      id={id}
      label={props.label}
      {...(hint === undefined ? {} : { hint })}
      {...(error === undefined ? {} : { error })}
    >
      <input
        id={id}
        className="input"
        type={props.secret ? "password" : "text"}
        autoComplete={props.secret ? "new-password" : "off"}
        autoCapitalize="none"
        spellCheck={false}
        aria-invalid={error !== undefined}
        aria-describedby={hint === undefined && error === undefined ? undefined : `${id}-says`}
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </Field>
  );
}
