"use client";
import { type Policy, ruleInWords } from "@fleethub/collector-config";
import { useId } from "react";
import { useMay } from "../../data/session";
import { Badge } from "../../parts/badge";
import { LockedWords } from "../../parts/locked";

/** Ready-made policies, each with its promise and formal line. Those in force already are said to be. */
export function ReadyList(props: {
  policies: readonly Policy[];
  taken: readonly string[];
  onChoose: (name: string) => void;
}) {
  const locked = useMay()("policies.write");
  const says = useId();
  return (
    <>
      {locked === undefined ? null : (
        <p className="pol-ready-locked" id={says}>
          <LockedWords>{locked}</LockedWords>
        </p>
      )}
      <ul className="pol-ready">
        {props.policies.map((policy) => (
          <li key={policy.name}>
            <button
              type="button"
              aria-disabled={locked !== undefined || undefined}
              aria-describedby={locked === undefined ? undefined : says}
              onClick={() => {
                if (locked === undefined) props.onChoose(policy.name);
              }}
            >
              <span className="row between">
                <b>{policy.title}</b>
                <span className="row">
                  {props.taken.includes(policy.name) ? <Badge tone="ok">In force</Badge> : null}
                  <span className="quiet small">
                    {policy.severity === "block" ? "blocks" : "warns"}
                  </span>
                </span>
              </span>
              <span className="soft small">{policy.description}</span>
              <span className="quiet small mono line">{ruleInWords(policy.rule)}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
