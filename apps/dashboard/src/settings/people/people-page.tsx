"use client";
import type { Person } from "@fleethub/api";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answered, hub } from "../../data/hub";
import { useMayRead } from "../../data/session";
import { Button } from "../../parts/button";
import { Empty } from "../../parts/empty";
import { Locked } from "../../parts/locked";
import { Listed } from "../parts/listed";
import { SettingsPage } from "../parts/settings-page";
import { LIST_MAX, settingsKey } from "../parts/use-settings";
import { InvitationShown } from "./invitation-shown";
import type { Invited } from "./invited";
import { PeopleTable } from "./people-table";
import { PersonDialog } from "./person-dialog";

/** Who may sign in, and what each may do. */
export function PeoplePage() {
  const readable = useMayRead("people.read");
  const people = useQuery({
    queryKey: settingsKey("people"),
    enabled: readable,
    queryFn: () => answered(hub.listPeople({ query: { limit: LIST_MAX } })),
  });
  const [open, setOpen] = useState<Person | "new" | null>(null);
  const [invited, setInvited] = useState<Invited | null>(null);
  return (
    <SettingsPage
      title="People"
      action="people.read"
      what="Who may sign in. A person comes in by an invitation, which is a link that sets a password once, or through a provider, which gives roles by the groups it names."
      acts={
        <Locked action="people.write">
          <Button kind="primary" icon="plus" onClick={() => setOpen("new")}>
            Invite somebody
          </Button>
        </Locked>
      }
    >
      <Listed
        of={people}
        label="Loading people"
        empty={
          <Empty title="Nobody yet">People of a provider appear when they first sign in.</Empty>
        }
      >
        {(items) => <PeopleTable people={items} onEdit={setOpen} onInvited={setInvited} />}
      </Listed>
      {open === null ? null : (
        <PersonDialog
          person={open === "new" ? null : open}
          onClose={() => setOpen(null)}
          onInvited={setInvited}
        />
      )}
      {invited ? <InvitationShown invited={invited} onClose={() => setInvited(null)} /> : null}
    </SettingsPage>
  );
}
