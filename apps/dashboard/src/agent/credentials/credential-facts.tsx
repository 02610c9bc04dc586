"use client";
import type { AgentCredential, AgentCredentials } from "@fleethub/api";
import type { Resource } from "@fleethub/fleet/access";
import { useRef } from "react";
import { Moment } from "../../parts/moment";
import { Note } from "../../parts/note";
import { useFocusKept } from "../../parts/use-focus-kept";
import { CredentialItem } from "./credential-item";
import "../../styles/pages/credentials.css";

const COMES_WITH = {
  none: "nothing: by its address alone",
  enrolment: "its enrolment token",
  bearer: "a token of its own",
  certificate: "a certificate of its own",
} as const satisfies Record<AgentCredentials["comesWith"], string>;

/** How an agent proves who it is: what it comes with, who let it in, and which credentials of its own count. */
export function CredentialFacts(props: {
  of: AgentCredentials;
  resource: Resource;
  onRevoke: (credential: AgentCredential) => void;
}) {
  const { of } = props;
  const list = useRef<HTMLUListElement>(null);
  useFocusKept(list);
  return (
    <div className="stack">
      {of.revoked === null ? null : (
        <Note tone="bad">
          <b>It is kept out</b> since <Moment at={of.revoked.at} />, by {of.revoked.by}:{" "}
          {of.revoked.reason}
        </Note>
      )}
      {of.shared === null ? null : (
        <Note tone="warn">
          <b>Somebody else came with its credential</b>, <Moment at={of.shared.at} /> from{" "}
          {of.shared.remoteAddress}
          {of.shared.count > 1 ? `, ${of.shared.count} times` : ""}. Exchange it, or revoke it where
          that was a stranger.
        </Note>
      )}
      <dl className="dl">
        <dt>Comes with</dt>
        <dd>{COMES_WITH[of.comesWith]}</dd>
        {of.enrolment === null ? null : (
          <>
            <dt>Enrolled by</dt>
            <dd>
              {of.enrolment}
              {of.enrolledAt === null ? null : (
                <>
                  , <Moment at={of.enrolledAt} />
                </>
              )}
            </dd>
          </>
        )}
        {of.withheld === "" ? null : (
          <>
            <dt>Its own</dt>
            <dd>{of.withheld}</dd>
          </>
        )}
      </dl>
      <ul className="creds" ref={list} aria-label="Credentials of its own">
        {of.credentials.map((one) => (
          <CredentialItem
            key={one.id}
            credential={one}
            resource={props.resource}
            onRevoke={() => props.onRevoke(one)}
          />
        ))}
      </ul>
    </div>
  );
}
