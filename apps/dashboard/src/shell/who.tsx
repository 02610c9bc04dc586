"use client";
import { useRef } from "react";
import { hub } from "../data/hub";
import { useSession } from "../data/session";
import { Button } from "../parts/button";
import { Icon } from "../parts/icon";
import { Link } from "../parts/link";
import { tellRefusal } from "../parts/toast";
import { ROLE_WORDS, mostFirst } from "../words/roles";

const CARD = "who-card";

/** Who is signed in with which role; opens to all that he may do, and to the way out. */
export function Who({ onGone }: { onGone: () => void }) {
  const session = useSession().data;
  const card = useRef<HTMLDivElement>(null);
  if (session === undefined) return <div className="grow" />;
  const grants = mostFirst(session.grants);
  const [first] = grants;
  const name = session.displayName || session.name;
  return (
    <>
      <button
        type="button"
        className="who-am-i"
        popoverTarget={CARD}
        aria-label={`${name}, who am I and sign out`}
        title={name}
      >
        <Icon name="user" />
        <span className="grow">
          <span className="role clip">{name}</span>
          <span className="quiet small clip">
            {first === undefined ? "No role" : ROLE_WORDS[first.role]}
            {first?.reach ? ` of ${first.reach}` : ""}
          </span>
        </span>
      </button>
      <div id={CARD} ref={card} popover="auto" className="pop who-card" aria-label="Who am I">
        <header>
          <b>{name}</b>
          <div className="quiet small">
            signed in as {session.name}
            {session.provider === null ? "" : ` through ${session.provider}`}
          </div>
        </header>
        {grants.length === 0 ? (
          <p className="soft small">
            No role was given to you yet: nothing can be seen. An administrator gives one.
          </p>
        ) : (
          <dl className="dl">
            {grants.map((grant) => (
              <div className="pair" key={`${grant.role} ${grant.reach ?? ""}`}>
                <dt>{ROLE_WORDS[grant.role]}</dt>
                <dd>{grant.reach === null ? "everything" : <code>{grant.reach}</code>}</dd>
              </div>
            ))}
          </dl>
        )}
        <div className="acts">
          <Link
            className="btn sm"
            href="/settings/sessions"
            onClick={() => {
              card.current?.hidePopover();
              onGone();
            }}
          >
            Your account
          </Link>
          <Button size="sm" onClick={() => void signOut()}>
            Sign out
          </Button>
        </div>
      </div>
    </>
  );
}

/** Ends the session here, and at the provider where it has a way out. */
async function signOut(): Promise<void> {
  const result = await hub.signOut();
  if (result.ok) return window.location.replace(result.data.location ?? "/sign-in");
  tellRefusal(result.problem);
}
