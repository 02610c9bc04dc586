"use client";
import type { Person } from "@fleethub/api";
import { useState } from "react";
import { hub } from "../../data/hub";
import { useMay, useSession } from "../../data/session";
import { Badge } from "../../parts/badge";
import { FormDialog } from "../../parts/form-dialog";
import { Menu } from "../../parts/menu";
import { Moment, Until } from "../../parts/moment";
import { tellRefusal } from "../../parts/toast";
import { GrantsLine } from "../parts/grants-line";
import { SettingsTable } from "../parts/settings-table";
import { useAct } from "../parts/use-settings";
import type { Invited } from "./invited";

/** One row for each person: who, what he may do, how he signs in, and when he did last. */
export function PeopleTable(props: {
  people: readonly Person[];
  onEdit: (person: Person) => void;
  onInvited: (invited: Invited) => void;
}) {
  const [asked, setAsked] = useState<{ person: Person; act: "disable" | "remove" } | null>(null);
  return (
    <section className="card flush">
      <SettingsTable label="People" heads={["Name", "May", "Signs in", "Last"]}>
        {props.people.map((person) => (
          <Row
            key={person.name}
            person={person}
            onEdit={() => props.onEdit(person)}
            onInvited={props.onInvited}
            onAsk={(act) => setAsked({ person, act })}
          />
        ))}
      </SettingsTable>
      {asked ? <LeaveDialog {...asked} onClose={() => setAsked(null)} /> : null}
    </section>
  );
}

function Row(props: {
  person: Person;
  onEdit: () => void;
  onInvited: (invited: Invited) => void;
  onAsk: (act: "disable" | "remove") => void;
}) {
  const { person } = props;
  const { name, displayName, provider, disabled } = person;
  const { act, ask } = useAct();
  const locked = useMay()("people.write");
  const me = useSession().data?.name === name;
  const own = me ? "Another administrator does this: nobody shuts himself out" : undefined;
  const invite = async () => {
    const result = await ask(hub.invitePerson({ params: { name } }));
    if (result.ok) props.onInvited({ name, invitation: result.data });
    else tellRefusal(result.problem);
  };
  const enable = async () =>
    tellRefusal(
      await act(
        hub.changePerson({ params: { name }, body: { disabled: false }, ifMatch: person.version }),
        `${name} may sign in again`,
      ),
    );
  return (
    <tr className={disabled ? "off" : undefined}>
      <td>
        <b>{displayName || name}</b> {me ? <Badge>you</Badge> : null}{" "}
        {disabled ? <Badge tone="warn">disabled</Badge> : null}
        {displayName === "" || displayName === name ? null : <div className="sub">{name}</div>}
      </td>
      <td data-label="May">
        <div className="stack">
          {person.grants.length > 0 || provider === null ? (
            <GrantsLine grants={person.grants} />
          ) : null}
          {provider && provider.grants.length > 0 ? (
            <div>
              <GrantsLine grants={provider.grants} />
              <div className="sub">by groups of {provider.name}</div>
            </div>
          ) : null}
        </div>
      </td>
      <td data-label="Signs in">
        <SignsIn person={person} />
      </td>
      <td data-label="Last" className="nowrap soft">
        {person.lastSignInAt === null ? "never" : <Moment at={person.lastSignInAt} />}
      </td>
      <td className="acts">
        <Menu
          label={`Actions for ${name}`}
          size="sm"
          items={[
            { label: "Edit", icon: "user", waitsFor: locked, run: props.onEdit },
            {
              label: person.hasPassword ? "New password by invitation" : "Invite again",
              icon: "key",
              waitsFor: locked,
              run: () => void invite(),
            },
            disabled
              ? {
                  label: "Let sign in again",
                  icon: "ok",
                  waitsFor: locked,
                  run: () => void enable(),
                }
              : {
                  label: "Disable",
                  icon: "lock",
                  waitsFor: locked ?? own,
                  run: () => props.onAsk("disable"),
                },
            {
              label: "Remove",
              icon: "x",
              danger: true,
              waitsFor: locked ?? own,
              run: () => props.onAsk("remove"),
            },
          ]}
        />
      </td>
    </tr>
  );
}

function SignsIn({ person }: { person: Person }) {
  const { provider, hasPassword, invitedUntil } = person;
  return (
    <>
      {hasPassword ? <div>with a password</div> : null}
      {provider === null ? null : (
        <div>
          through {provider.name}
          {provider.groups.length > 0 ? (
            <div className="sub">groups {provider.groups.join(", ")}</div>
          ) : null}
        </div>
      )}
      {invitedUntil === null ? null : (
        <div className="c-hold">
          invited, link ends <Until at={invitedUntil} />
        </div>
      )}
      {!hasPassword && provider === null && invitedUntil === null ? (
        <span className="quiet">cannot: not invited</span>
      ) : null}
    </>
  );
}

const LEAVES = {
  disable: {
    title: "Disable",
    what: "All sessions end at once, and API tokens stop. Nothing is forgotten: the person can be let in again.",
    button: "Disable",
    done: "cannot sign in any more",
  },
  remove: {
    title: "Remove",
    what: "All sessions end at once, and API tokens stop. The audit keeps what the person did.",
    button: "Remove",
    done: "was removed",
  },
} as const;

function LeaveDialog(props: { person: Person; act: keyof typeof LEAVES; onClose: () => void }) {
  const { name, version } = props.person;
  const { act } = useAct();
  const words = LEAVES[props.act];
  const params = { name };
  return (
    <FormDialog
      title={`${words.title} ${name}?`}
      button={`${words.button} ${name}`}
      danger
      onClose={props.onClose}
      ask={() =>
        props.act === "disable"
          ? act(
              hub.changePerson({ params, body: { disabled: true }, ifMatch: version }),
              `${name} ${words.done}`,
            )
          : act(hub.removePerson({ params, ifMatch: version }), `${name} ${words.done}`)
      }
    >
      <p className="soft">{words.what}</p>
    </FormDialog>
  );
}
