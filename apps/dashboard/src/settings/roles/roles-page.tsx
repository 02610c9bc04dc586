"use client";
import {
  ACTIONS,
  type ActionRule,
  isAction,
  mayDo,
  ROLE_MEANINGS,
  ROLES,
} from "@fleethub/fleet/access";
import { useSession } from "../../data/session";
import { Badge } from "../../parts/badge";
import { Icon } from "../../parts/icon";
import { Link } from "../../parts/link";
import { ROLE_WORDS } from "../../words/roles";
import { SettingsPage } from "../parts/settings-page";

const KINDS = [
  { kind: "read", title: "See" },
  { kind: "write", title: "Change, as far as the role reaches" },
  { kind: "whole-fleet", title: "Only with a role for the whole fleet" },
] as const satisfies readonly { readonly kind: ActionRule["kind"]; readonly title: string }[];

const ALL = Object.keys(ACTIONS).filter(isAction);

/** What each role may do: the table that the hub itself decides by. */
export function RolesPage() {
  const own = new Set(useSession().data?.grants.map(({ role }) => role) ?? []);
  return (
    <SettingsPage
      title="Roles"
      what={
        <>
          A role is given for the whole fleet or for a part of it: a query over labels, the
          enrolment token or the pinned configuration, which the hub itself set. What an agent says
          about itself never widens anybody’s reach. Roles are given to{" "}
          <Link href="/settings/people">people</Link>, to groups of a{" "}
          <Link href="/settings/providers">provider</Link> and to{" "}
          <Link href="/settings/api-tokens">API tokens</Link>.
        </>
      }
    >
      <dl className="dl">
        {ROLES.map((role) => (
          <div className="pair" key={role}>
            <dt>
              {ROLE_WORDS[role]} {own.has(role) ? <Badge>yours</Badge> : null}
            </dt>
            <dd>{ROLE_MEANINGS[role]}</dd>
          </div>
        ))}
      </dl>
      <section className="card flush" aria-label="What each role may do">
        <table className="tbl set-matrix">
          <thead>
            <tr>
              <th>May</th>
              {ROLES.map((role) => (
                <th key={role} scope="col">
                  {ROLE_WORDS[role]}
                </th>
              ))}
            </tr>
          </thead>
          {KINDS.map(({ kind, title }) => (
            <tbody key={kind}>
              <tr>
                <th colSpan={ROLES.length + 1} scope="rowgroup">
                  {title}
                </th>
              </tr>
              {ALL.filter((action) => ACTIONS[action].kind === kind).map((action) => (
                <tr key={action}>
                  <td>{ACTIONS[action].words}</td>
                  {ROLES.map((role) => (
                    <td key={role}>
                      {mayDo(role, ACTIONS[action]) ? (
                        <>
                          <Icon name="check" className="c-ok" />
                          <span className="sr">yes</span>
                        </>
                      ) : (
                        <span className="sr">no</span>
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </section>
    </SettingsPage>
  );
}
