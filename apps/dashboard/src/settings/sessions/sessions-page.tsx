"use client";
import { useSession } from "../../data/session";
import { Card } from "../../parts/card";
import { Skeleton } from "../../parts/skeleton";
import { GrantsLine } from "../parts/grants-line";
import { SettingsPage } from "../parts/settings-page";
import { PasswordCard } from "./password-card";
import { SessionsCard } from "./sessions-card";

/** Who am I here, with which password, and where else am I signed in. */
export function SessionsPage() {
  const session = useSession().data;
  return (
    <SettingsPage title="Account and sessions" what="Your password, and where you are signed in.">
      {session === undefined ? (
        <Skeleton label="Loading your account" />
      ) : (
        <>
          <div className="set-cards">
            <Card title="Who you are">
              <dl className="dl">
                {session.displayName === "" || session.displayName === session.name ? null : (
                  <>
                    <dt>Name</dt>
                    <dd>{session.displayName}</dd>
                  </>
                )}
                <dt>Signed in as</dt>
                <dd>
                  {session.name}
                  {session.provider === null ? "" : `, through ${session.provider}`}
                </dd>
                <dt>May</dt>
                <dd>
                  <GrantsLine grants={session.grants} />
                </dd>
              </dl>
            </Card>
            <PasswordCard session={session} />
          </div>
          <SessionsCard />
        </>
      )}
    </SettingsPage>
  );
}
