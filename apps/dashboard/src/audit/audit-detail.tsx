"use client";
import type { AuditEntry, AuditEntryDetail } from "@fleethub/api";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { answered, hub } from "../data/hub";
import { CopyButton } from "../parts/copy-button";
import { Hash } from "../parts/hash";
import { Link } from "../parts/link";
import { Moment } from "../parts/moment";
import { Skeleton } from "../parts/skeleton";
import { Trouble } from "../parts/trouble";
import { count } from "../words/format";
import { actorName, bulkOf, effectWords, resourceHref, verbWords } from "./audit-words";
import { FieldTable } from "./field-table";
import { ProofLink } from "./proof-link";
import { ProofSteps } from "./proof-steps";

const RevisionChange = dynamic(
  () => import("./revision-change").then((part) => part.RevisionChange),
  { ssr: false, loading: () => <Skeleton lines={4} label="Loading the change" /> },
);

/** UIDs that fit into one query. */
const SHOWABLE_MAX = 80;

/** An opened entry: from who asked to what agents run, what it changed, what became of it, and the record itself. */
export function AuditDetail({
  entry,
  onOpen,
}: {
  entry: AuditEntry;
  onOpen: (sequence: number) => void;
}) {
  const { sequence } = entry;
  const opened = useQuery({
    queryKey: ["audit", "entry", sequence],
    queryFn: () => answered(hub.getAuditEntry({ params: { sequence } })),
  });
  return (
    <div className="aud-detail">
      {opened.error ? (
        <Trouble error={opened.error} onRetry={() => void opened.refetch()} />
      ) : opened.data === undefined ? (
        <Skeleton lines={3} label="Loading the entry" />
      ) : (
        <Opened opened={opened.data} onOpen={onOpen} />
      )}
    </div>
  );
}

function Opened(props: { opened: AuditEntryDetail; onOpen: (sequence: number) => void }) {
  const { entry, steps, revisions, outcomes, cause } = props.opened;
  return (
    <>
      <ProofSteps entry={entry} steps={steps} />
      {revisions === null ? <FieldTable entry={entry} /> : <RevisionChange {...revisions} />}
      {outcomes.length === 0 && cause === null ? null : (
        <ul className="aud-linked">
          {cause === null ? null : (
            <Linked entry={cause} says="Follows from" onOpen={props.onOpen} />
          )}
          {outcomes.map((one) => (
            <Linked key={one.id} entry={one} says="What became of it" onOpen={props.onOpen} />
          ))}
        </ul>
      )}
      <Facts opened={props.opened} />
    </>
  );
}

function Linked(props: { entry: AuditEntry; says: string; onOpen: (sequence: number) => void }) {
  const { entry, says, onOpen } = props;
  return (
    <li>
      <span className="quiet">{says}</span>{" "}
      <button type="button" className="linklike" onClick={() => onOpen(entry.sequence)}>
        entry {count(entry.sequence)}
      </button>
      , <Moment at={entry.at} />: {actorName(entry)} <b>{verbWords(entry)}</b>{" "}
      <span className="soft">{entry.actor.reason ?? effectWords(entry)}</span>
    </li>
  );
}

/** The place in the chain, where to look next, and the record as it was written. */
function Facts({ opened: { entry, checkpoint } }: { opened: AuditEntryDetail }) {
  const href = resourceHref(entry);
  const bulk = bulkOf(entry);
  return (
    <>
      <dl className="dl">
        <dt>Hash</dt>
        <dd>
          <Hash of={entry.hash} /> <span className="quiet">after</span> <Hash of={entry.previous} />
        </dd>
        <dt>Signed</dt>
        <dd>
          {checkpoint === null ? (
            <span className="quiet">not yet, by the next checkpoint</span>
          ) : (
            <>
              by checkpoint {count(checkpoint.number)}, <Moment at={checkpoint.at} />
            </>
          )}
        </dd>
        {entry.actor.reason ? (
          <>
            <dt>Reason</dt>
            <dd>{entry.actor.reason}</dd>
          </>
        ) : null}
        <dt>Request</dt>
        <dd className="row mono">
          {entry.actor.requestId}
          <CopyButton text={entry.actor.requestId} label="Copy the request id" />
        </dd>
      </dl>
      <p className="row aud-next">
        {href === null ? null : <Link href={href}>Open {entry.resource.kind}</Link>}
        {bulk !== null && bulk.uids.length > 0 && bulk.uids.length <= SHOWABLE_MAX ? (
          <Link href={`/agents?q=${encodeURIComponent(`uid:${bulk.uids.join(",")}`)}`}>
            Show the agents
          </Link>
        ) : null}
        <ProofLink around={entry.sequence} />
      </p>
      <details>
        <summary className="small">As it was recorded</summary>
        <div className="cmd">
          <pre tabIndex={0} role="region" aria-label="The record" className="wrap">
            {JSON.stringify(entry, null, 2)}
          </pre>
          <CopyButton
            text={JSON.stringify(entry, null, 2)}
            label="Copy the whole entry"
            className="copy"
          />
        </div>
      </details>
    </>
  );
}
