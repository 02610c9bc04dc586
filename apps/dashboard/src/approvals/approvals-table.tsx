"use client";
import type { Approval } from "@fleethub/api";
import { useRowWalk } from "../data/use-row-walk";
import { groupHref } from "../groups/addresses";
import { Link } from "../parts/link";
import { Moment, Until } from "../parts/moment";
import { count } from "../words/format";
import { approvalHref } from "./addresses";
import { answerWords, isOpen } from "./approval-words";
import { StateBadge } from "./state-badge";

/** Requests, newest first. `j` and `k` walk the rows. */
export function ApprovalsTable({ requests }: { requests: readonly Approval[] }) {
  const body = useRowWalk();
  return (
    <table className="tbl ap-list">
      <thead>
        <tr>
          <th>Request</th>
          <th>State</th>
          <th>Protected group</th>
          <th className="num">Agents</th>
          <th>Asked</th>
          <th>Ends, ended</th>
        </tr>
      </thead>
      <tbody ref={body}>
        {requests.map((request) => (
          <Row key={request.id} request={request} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ request }: { request: Approval }) {
  const { id, number, title, message, groups, state, agents, mayAnswer } = request;
  return (
    <tr>
      <td className="ap-what">
        <Link className="strong" href={approvalHref(id)}>
          {title}
        </Link>
        <div className="soft small clip">
          <span className="quiet">request {number}</span> {message}
        </div>
      </td>
      <td>
        <StateBadge state={state} />
        <div className="quiet small">{mayAnswer ? "yours to answer" : answerWords(request)}</div>
      </td>
      <td>
        {groups.map((group, at) => (
          <span key={group}>
            {at > 0 ? ", " : ""}
            <Link className="plain" href={groupHref(group)}>
              {group}
            </Link>
          </span>
        ))}
      </td>
      <td className="num">{count(agents)}</td>
      <td className="nowrap">
        <Moment at={request.requestedAt} />
        <div className="quiet small">by {request.requestedBy.name}</div>
      </td>
      <td className="nowrap soft">
        {isOpen(request) ? (
          <Until at={request.expiresAt} />
        ) : (
          <Moment at={request.answeredAt ?? request.expiresAt} />
        )}
      </td>
    </tr>
  );
}
