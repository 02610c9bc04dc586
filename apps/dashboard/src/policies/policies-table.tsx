"use client";
import type { Policy } from "@fleethub/api";
import { ruleInWords } from "@fleethub/collector-config";
import { useRowWalk } from "../data/use-row-walk";
import { count } from "../words/format";
import { barOf, standingOf } from "./standing";
import { Link } from "../parts/link";

/** One row per promise: does it hold, on how many, what happens at release. `j` and `k` walk the rows. */
export function PoliciesTable(props: {
  policies: readonly Policy[];
  open: string;
  onOpen: (name: string) => void;
}) {
  const body = useRowWalk({
    open: props.policies.findIndex(({ name }) => name === props.open),
  });
  return (
    <table className="tbl pol-list">
      <thead>
        <tr>
          <th>Policy</th>
          <th>Now</th>
          <th>Effective configs</th>
          <th>At release</th>
          <th className="num">In drafts</th>
        </tr>
      </thead>
      <tbody ref={body}>
        {props.policies.map((policy) => (
          <Row
            key={policy.name}
            policy={policy}
            on={policy.name === props.open}
            onOpen={() => props.onOpen(policy.name)}
          />
        ))}
      </tbody>
    </table>
  );
}

function Row({ policy, on, onOpen }: { policy: Policy; on: boolean; onOpen: () => void }) {
  const { standing } = policy;
  const { tone, mark, words } = standingOf(policy);
  return (
    <tr
      className={on ? "on" : undefined}
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest("a")) return;
        onOpen();
      }}
    >
      <td className="promise">
        <Link
          className="strong"
          href={`/policies?name=${policy.name}`}
          aria-current={on ? "true" : undefined}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            onOpen();
          }}
        >
          {policy.title}
        </Link>
        <div className="quiet small">{policy.description || ruleInWords(policy.rule)}</div>
      </td>
      <td>
        <span className={`state c-${tone}`}>
          <i className={`m m-${mark}`} aria-hidden="true" />
          {words}
        </span>
      </td>
      <td className="soft small">
        {policy.enabled ? (
          <span className="meter">
            <span className="bar" aria-hidden="true">
              {barOf(policy).map(({ tone: part, share }) => (
                <i key={part} className={`bg-${part}`} style={{ flex: share }} />
              ))}
            </span>
            <span>
              {count(standing.kept)} of {count(standing.judged)}
            </span>
          </span>
        ) : (
          <span className="quiet">not judged</span>
        )}
      </td>
      <td className="soft">
        {policy.enabled ? (policy.severity === "block" ? "Blocks" : "Warns") : "Nothing"}
      </td>
      <td className="num soft">{count(policy.drafts)}</td>
    </tr>
  );
}
