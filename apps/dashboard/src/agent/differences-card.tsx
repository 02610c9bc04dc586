"use client";
import type { AgentDetail } from "@fleethub/api";
import { useEffective } from "../data/queries";
import { Card } from "../parts/card";
import { Icon } from "../parts/icon";
import { plural } from "../words/format";
import {
  becauseWords,
  type ConfigDifference,
  differenceTitle,
  openTitle,
  type OpenValue,
} from "./difference-words";
import "../styles/pages/differences.css";

/** Every disagreement between what is desired and what runs, in words; what cannot be compared is one folded line. */
export function DifferencesCard({ agent }: { agent: AgentDetail }) {
  const effective = useEffective(agent.uid);
  const { differences = [], unjudged = [] } = effective.data ?? {};
  if (differences.length === 0 && unjudged.length === 0) return null;
  const drifted = agent.sync === "drifted";
  return (
    <Card
      flush
      title="Differences in words"
      acts={
        <span className="quiet small">
          {differences.length === 0
            ? "none that is known"
            : plural(differences.length, "difference")}
        </span>
      }
    >
      <ul className="means diffs">
        {differences.map((one) => (
          <Row key={`${one.kind} ${one.path.join(".")}`} of={one} drifted={drifted} />
        ))}
        {unjudged.length > 0 ? <OpenValues values={unjudged} /> : null}
      </ul>
    </Card>
  );
}

function Row({ of, drifted }: { of: ConfigDifference; drifted: boolean }) {
  return (
    <li>
      <Icon name="warn" className="c-warn" />
      <div>
        <b>{differenceTitle(of)}</b>
        <dl className="two-values">
          <dt>Desired</dt>
          <dd>{of.desired === null ? "nothing" : <code>{of.desired}</code>}</dd>
          <dt>Effective</dt>
          <dd>{of.effective === null ? "nothing" : <code>{of.effective}</code>}</dd>
        </dl>
        {drifted ? (
          <p>
            Something on the host overrides this; look at <code>agent.config_files</code> of its
            supervisor.
          </p>
        ) : null}
      </div>
      <span className="where">{of.path.join(".")}</span>
    </li>
  );
}

function OpenValues({ values }: { values: readonly OpenValue[] }) {
  return (
    <li className="open-values">
      <Icon name="info" className="quiet" />
      <details>
        <summary>{openTitle(values)}</summary>
        <ul>
          {values.map((one) => (
            <li key={one.path.join(".")}>
              <code>{one.path.join(".")}</code>
              <span className="quiet">
                {becauseWords(one)}
                {one.references.length > 0 ? (
                  <>
                    {": "}
                    <code>{one.references.join(" ")}</code>
                  </>
                ) : null}
              </span>
            </li>
          ))}
        </ul>
      </details>
    </li>
  );
}
