import type { AuditEntry } from "@fleethub/api";
import { CopyButton } from "../parts/copy-button";
import { plural } from "../words/format";
import { actorName, bulkOf, VIA } from "./audit-words";
import { fieldChanges } from "./field-changes";
import { Link } from "../parts/link";

/** UIDs that fit into one query. */
const SHOWABLE_MAX = 80;

/** An opened entry: who asked by which way, what it changed, and the record itself. */
export function AuditDetail({ entry }: { entry: AuditEntry }) {
  const changes = fieldChanges(entry.before, entry.after);
  const bulk = bulkOf(entry);
  return (
    <div className="aud-detail">
      <dl className="dl">
        <dt>Asked</dt>
        <dd>
          {actorName(entry)}, {VIA[entry.actor.via]}
        </dd>
        <dt>At</dt>
        <dd className="mono">{entry.at}</dd>
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
        {bulk !== null && bulk.uids.length > 0 ? (
          <>
            <dt>Agents</dt>
            <dd>
              {bulk.uids.length <= SHOWABLE_MAX ? (
                <Link href={`/agents?q=${encodeURIComponent(`uid:${bulk.uids.join(",")}`)}`}>
                  {`Show ${plural(bulk.uids.length, "agent")}`}
                </Link>
              ) : (
                plural(bulk.uids.length, "agent")
              )}
            </dd>
          </>
        ) : null}
      </dl>
      <div className="aud-changes">
        {changes.length === 0 ? (
          <p className="quiet">No field changed: what was asked for happens on the agent.</p>
        ) : (
          <table className="tbl top">
            <caption className="sr">What changed</caption>
            <thead>
              <tr>
                <th>Field</th>
                <th>Before</th>
                <th>After</th>
              </tr>
            </thead>
            <tbody>
              {changes.map((one) => (
                <tr key={one.field}>
                  <td className="mono">{one.field}</td>
                  <td className="mono wrap">
                    {one.before ?? <span className="quiet">not set</span>}
                  </td>
                  <td className="mono wrap">
                    {one.after ?? <span className="quiet">not set</span>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <details>
          <summary className="small">As it was recorded</summary>
          <div className="cmd">
            <pre tabIndex={0} role="region" aria-label="The record" className="wrap">
              {JSON.stringify({ before: entry.before, after: entry.after }, null, 2)}
            </pre>
            <CopyButton
              text={JSON.stringify(entry, null, 2)}
              label="Copy the whole entry"
              className="copy"
            />
          </div>
        </details>
      </div>
    </div>
  );
}
