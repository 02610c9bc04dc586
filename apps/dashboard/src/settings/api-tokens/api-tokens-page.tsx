"use client";
import type { ApiToken } from "@fleethub/api";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answered, hub } from "../../data/hub";
import { useMay, useSession } from "../../data/session";
import { Button } from "../../parts/button";
import { Command } from "../../parts/command";
import { Empty } from "../../parts/empty";
import { FormDialog } from "../../parts/form-dialog";
import { Withheld } from "../../parts/locked";
import { Segments } from "../../parts/segments";
import { Listed } from "../parts/listed";
import { SettingsPage } from "../parts/settings-page";
import { ShownOnce } from "../parts/shown-once";
import { LIST_MAX, settingsKey, useAct } from "../parts/use-settings";
import { ApiTokensTable } from "./api-tokens-table";
import { NewApiTokenDialog } from "./new-api-token-dialog";

const WHOSE = [
  { value: "own", label: "Yours" },
  { value: "all", label: "Everybody’s" },
] as const;

/** What scripts and machines ask with. */
export function ApiTokensPage() {
  const [whose, setWhose] = useState<"own" | "all">("own");
  const all = whose === "all";
  const mayAll = useMay()("tokens.read") === undefined;
  const session = useSession().data;
  const tokens = useQuery({
    queryKey: settingsKey("api-tokens", whose),
    queryFn: () =>
      answered(hub.listApiTokens({ query: { limit: LIST_MAX, ...(all ? { person: "*" } : {}) } })),
  });
  const [open, setOpen] = useState<"new" | ApiToken | null>(null);
  const [made, setMade] = useState<{ name: string; value: string } | null>(null);
  const close = () => setOpen(null);
  return (
    <SettingsPage
      title="API tokens"
      what="What scripts, the command line and Prometheus ask with. A token may never do more than whoever made it, whatever is written in it."
      acts={
        <>
          {mayAll ? (
            <Segments label="Whose tokens" value={whose} options={WHOSE} onChange={setWhose} />
          ) : null}
          <Withheld
            says={
              session?.kind === "token" ? "A token makes no tokens: sign in as a person" : undefined
            }
          >
            <Button kind="primary" icon="plus" onClick={() => setOpen("new")}>
              New token
            </Button>
          </Withheld>
        </>
      }
    >
      <Listed
        of={tokens}
        label="Loading API tokens"
        empty={
          <Empty
            title="No API tokens"
            action={
              <Button icon="plus" onClick={() => setOpen("new")}>
                Make the first
              </Button>
            }
          >
            Each script gets its own, with the least that it needs and an end.
          </Empty>
        }
      >
        {(items) => <ApiTokensTable tokens={items} owners={all} onRevoke={setOpen} />}
      </Listed>
      {open === "new" ? <NewApiTokenDialog onClose={close} onMade={setMade} /> : null}
      {open !== null && open !== "new" ? <RevokeDialog token={open} onClose={close} /> : null}
      {made ? (
        <ShownOnce
          title={`API token ${made.name}`}
          label="the token"
          value={made.value}
          onClose={() => setMade(null)}
        >
          <p className="legend">Try it</p>
          <Command
            wrap
            label="command to try the token"
            text={`curl -H "Authorization: Bearer $FLEETHUB_TOKEN" ${window.location.origin}/api/v1/agents`}
          />
          <p className="quiet small">
            The command line reads it from <code>FLEETHUB_TOKEN</code> or{" "}
            <code>FLEETHUB_TOKEN_FILE</code>.
          </p>
        </ShownOnce>
      ) : null}
    </SettingsPage>
  );
}

function RevokeDialog({ token, onClose }: { token: ApiToken; onClose: () => void }) {
  const { act } = useAct();
  return (
    <FormDialog
      title={`Revoke the API token ${token.name}?`}
      button="Revoke"
      danger
      onClose={onClose}
      ask={() => act(hub.revokeApiToken({ params: { id: token.id } }), `${token.name} was revoked`)}
    >
      <p className="soft">
        Whatever asks with it is refused from now on, on every hub. It cannot be brought back.
      </p>
    </FormDialog>
  );
}
