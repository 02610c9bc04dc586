"use client";
import type { EnrolmentToken } from "@fleethub/api";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answered, hub } from "../../data/hub";
import { useMayRead } from "../../data/session";
import { Button } from "../../parts/button";
import { Empty } from "../../parts/empty";
import { Link } from "../../parts/link";
import { Locked } from "../../parts/locked";
import { Listed } from "../parts/listed";
import { SettingsPage } from "../parts/settings-page";
import { ShownOnce } from "../parts/shown-once";
import { LIST_MAX, settingsKey } from "../parts/use-settings";
import { EnrolmentTokensTable } from "./enrolment-tokens-table";
import { NewEnrolmentTokenDialog } from "./new-enrolment-token-dialog";
import { RevokeEnrolmentDialog } from "./revoke-enrolment-dialog";

/** What lets agents in that nobody knows yet. */
export function EnrolmentTokensPage() {
  const readable = useMayRead("enrolment.read");
  const tokens = useQuery({
    queryKey: settingsKey("enrolment-tokens"),
    enabled: readable,
    queryFn: () => answered(hub.listEnrolmentTokens({ query: { limit: LIST_MAX } })),
  });
  const [open, setOpen] = useState<"new" | EnrolmentToken | null>(null);
  const [made, setMade] = useState<{ name: string; value: string } | null>(null);
  const close = () => setOpen(null);
  return (
    <SettingsPage
      title="Enrolment tokens"
      action="enrolment.read"
      what={
        <>
          Whoever holds one may bring agents in. An agent needs it for its first connection; after
          that it has a credential of its own where it takes one. A token past its end or its uses
          still lets the agents back in that it admitted.{" "}
          <Link href="/connect">Connect an agent</Link>
        </>
      }
      acts={
        <Locked action="enrolment.write">
          <Button kind="primary" icon="plus" onClick={() => setOpen("new")}>
            New token
          </Button>
        </Locked>
      }
    >
      <Listed
        of={tokens}
        label="Loading enrolment tokens"
        empty={
          <Empty
            title="No enrolment tokens"
            action={
              <Locked action="enrolment.write">
                <Button icon="plus" onClick={() => setOpen("new")}>
                  Make the first
                </Button>
              </Locked>
            }
          >
            Make one for each place that agents come from, so that one can be revoked without the
            others.
          </Empty>
        }
      >
        {(items) => <EnrolmentTokensTable tokens={items} onRevoke={setOpen} />}
      </Listed>
      {open === "new" ? <NewEnrolmentTokenDialog onClose={close} onMade={setMade} /> : null}
      {open !== null && open !== "new" ? (
        <RevokeEnrolmentDialog token={open} onClose={close} />
      ) : null}
      {made ? (
        <ShownOnce
          title={`Enrolment token ${made.name}`}
          label="the token"
          value={made.value}
          onClose={() => setMade(null)}
        >
          <p className="soft">
            It goes into the header <code>Authorization: Bearer …</code> of the supervisor or the
            extension. <Link href="/connect">Connect</Link> has the whole file.
          </p>
        </ShownOnce>
      ) : null}
    </SettingsPage>
  );
}
