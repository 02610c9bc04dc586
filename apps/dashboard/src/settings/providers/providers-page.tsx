"use client";
import type { Provider } from "@fleethub/api";
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
import { ProviderCard } from "./provider-card";
import { ProviderDialog } from "./provider-dialog";

type Open = { readonly act: "edit" | "remove"; readonly provider: Provider } | "new" | null;

/** Through whom people sign in besides passwords. */
export function ProvidersPage() {
  const readable = useMayRead("providers.read");
  const providers = useQuery({
    queryKey: settingsKey("providers"),
    enabled: readable,
    queryFn: () => answered(hub.listProviders({ query: { limit: LIST_MAX } })),
  });
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  return (
    <SettingsPage
      title="Providers"
      action="providers.read"
      what="OpenID Connect. Whoever the provider signs in gets the roles of the groups it names, anew at every sign-in; who has no group with a role is not let in."
      acts={
        <Locked action="providers.write">
          <Button kind="primary" icon="plus" onClick={() => setOpen("new")}>
            Add a provider
          </Button>
        </Locked>
      }
    >
      <Listed
        of={providers}
        label="Loading providers"
        empty={
          <Empty
            title="People sign in with passwords alone"
            action={
              <Locked action="providers.write">
                <Button icon="plus" onClick={() => setOpen("new")}>
                  Add the first
                </Button>
              </Locked>
            }
          >
            Keycloak, Okta, Entra, Google and whoever else speaks OpenID Connect will do.
          </Empty>
        }
      >
        {(items) => (
          <div className="set-cards">
            {items.map((provider) => (
              <ProviderCard
                key={provider.name}
                provider={provider}
                onEdit={() => setOpen({ act: "edit", provider })}
                onRemove={() => setOpen({ act: "remove", provider })}
              />
            ))}
          </div>
        )}
      </Listed>
      {open === "new" ? <ProviderDialog provider={null} onClose={close} /> : null}
      {open !== null && open !== "new" ? (
        open.act === "edit" ? (
          <ProviderDialog provider={open.provider} onClose={close} />
        ) : (
          <RemoveDialog provider={open.provider} onClose={close} />
        )
      ) : null}
    </SettingsPage>
  );
}

function RemoveDialog({ provider, onClose }: { provider: Provider; onClose: () => void }) {
  const { name, title, version } = provider;
  const { act } = useAct();
  return (
    <FormDialog
      title={`Remove ${title}?`}
      button={`Remove ${title}`}
      danger
      onClose={onClose}
      ask={() =>
        act(hub.removeProvider({ params: { name }, ifMatch: version }), `${title} was removed`)
      }
    >
      <p className="soft">
        Nobody signs in through it any more, and sessions that began there end. People who have a
        password keep it.
      </p>
    </FormDialog>
  );
}
