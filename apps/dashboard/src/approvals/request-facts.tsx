import type { ApprovalDetail } from "@fleethub/api";
import { groupHref } from "../groups/addresses";
import { Card } from "../parts/card";
import { Hash } from "../parts/hash";
import { Link } from "../parts/link";
import { Moment, Until } from "../parts/moment";
import { count } from "../words/format";
import { isOpen } from "./approval-words";

/** Who asks, for what, until when, and what exactly an approval is given for. */
export function RequestFacts({ request }: { request: ApprovalDetail }) {
  const { requestedBy, groups, agents, hash, expiresAt, answeredAt, answeredBy } = request;
  return (
    <Card title="Request">
      <blockquote className="ap-message">{request.message}</blockquote>
      <dl className="dl">
        <dt>Asked by</dt>
        <dd>
          {requestedBy.name}, <Moment at={request.requestedAt} />
        </dd>
        <dt>Protected</dt>
        <dd>
          {groups.map((group, at) => (
            <span key={group}>
              {at > 0 ? ", " : ""}
              <Link href={groupHref(group)}>{group}</Link>
            </span>
          ))}
        </dd>
        <dt>Agents</dt>
        <dd>{count(agents)}</dd>
        {isOpen(request) ? (
          <>
            <dt>Expires</dt>
            <dd>
              <Until at={expiresAt} />
            </dd>
          </>
        ) : null}
        {answeredAt === null ? null : (
          <>
            <dt>Answered</dt>
            <dd>
              {answeredBy?.name}, <Moment at={answeredAt} />
            </dd>
          </>
        )}
        <dt>Content</dt>
        <dd>
          <Hash of={hash.split(":")[1] ?? hash} />
          <div className="quiet small">an approval is for exactly this</div>
        </dd>
        <dt>Audit</dt>
        <dd>
          <Link href={`/audit?q=${encodeURIComponent(request.id)}`}>everything about it</Link>
        </dd>
      </dl>
    </Card>
  );
}
