"use client";
import type { Secret } from "@fleethub/api";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answered, hub } from "../../data/hub";
import { useMayRead } from "../../data/session";
import { Button } from "../../parts/button";
import { Empty } from "../../parts/empty";
import { FormDialog } from "../../parts/form-dialog";
import { Locked } from "../../parts/locked";
import { Listed } from "../parts/listed";
import { SettingsPage } from "../parts/settings-page";
import { LIST_MAX, settingsKey, useAct } from "../parts/use-settings";
import { HubKeyNote } from "./hub-key-note";
import { SecretDialog } from "./secret-dialog";
import { SecretsTable } from "./secrets-table";

type Open = { readonly act: "write" | "remove"; readonly secret: Secret } | "new" | null;

/** Values that configurations name and nobody reads. */
export function SecretsPage() {
  const readable = useMayRead("secrets.read");
  const secrets = useQuery({
    queryKey: settingsKey("secrets"),
    enabled: readable,
    queryFn: () => answered(hub.listSecrets({ query: { limit: LIST_MAX } })),
  });
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  return (
    <SettingsPage
      title="Secrets"
      action="secrets.read"
      what={
        <>
          A configuration writes <code>{"${fleethub:secret/NAME}"}</code>; the value is put in when
          it is offered to an agent within the secret’s reach, and nowhere else. It can be written
          and replaced here, and never read.
        </>
      }
      acts={
        <Locked action="secrets.write">
          <Button kind="primary" icon="plus" onClick={() => setOpen("new")}>
            New secret
          </Button>
        </Locked>
      }
    >
      <HubKeyNote />
      <Listed
        of={secrets}
        label="Loading secrets"
        empty={
          <Empty
            title="No secrets"
            action={
              <Locked action="secrets.write">
                <Button icon="plus" onClick={() => setOpen("new")}>
                  Make the first
                </Button>
              </Locked>
            }
          >
            Tokens of backends belong here instead of into the text of a configuration.
          </Empty>
        }
      >
        {(items) => (
          <SecretsTable secrets={items} onAsk={(act, secret) => setOpen({ act, secret })} />
        )}
      </Listed>
      {open === "new" ? <SecretDialog secret={null} onClose={close} /> : null}
      {open !== null && open !== "new" ? (
        open.act === "write" ? (
          <SecretDialog secret={open.secret} onClose={close} />
        ) : (
          <RemoveDialog secret={open.secret} onClose={close} />
        )
      ) : null}
    </SettingsPage>
  );
}

function RemoveDialog({ secret, onClose }: { secret: Secret; onClose: () => void }) {
  const { name, version, configurations } = secret;
  const { act } = useAct();
  return (
    <FormDialog
      title={`Remove the secret ${name}?`}
      button={`Remove ${name}`}
      danger
      onClose={onClose}
      ask={() =>
        act(hub.removeSecret({ params: { name }, ifMatch: version }), `${name} was removed`)
      }
    >
      <p className="soft">
        {configurations.length === 0
          ? "No configuration names it. Its value is gone for good."
          : `Named by ${configurations.join(", ")}: as long as that is so the hub refuses it.`}
      </p>
    </FormDialog>
  );
}
