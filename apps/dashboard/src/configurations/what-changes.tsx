"use client";
import type { IconName } from "../parts/icon";
import { Card } from "../parts/card";
import { Icon } from "../parts/icon";
import { Note } from "../parts/note";
import { LazyPipelineMap } from "../parts/pipeline-map/lazy";
import { plural } from "../words/format";
import type { ChangeWords } from "./change-words";
import type { Comparison } from "./use-comparison";

const DRAWINGS: Record<ChangeWords["kind"], { icon: IconName; tone: string }> = {
  removed: { icon: "warn", tone: "c-bad" },
  added: { icon: "plus", tone: "c-ok" },
  changed: { icon: "settings", tone: "c-move" },
};

/** What a text changes: the map with what came and went, then what follows, then each change in words. */
export function WhatChanges(props: {
  mine: string;
  /** Name of what it is compared with. */
  against: string;
  compared: Comparison;
  same: boolean;
  onComponent: (id: string, role: string) => void;
}) {
  const { mine, against, compared } = props;
  const { step, follows, words, drawn, cosmetic } = compared;
  return (
    <>
      {drawn !== null && drawn.lanes.length > 0 ? (
        <LazyPipelineMap
          drawn={drawn}
          label={`${mine} against ${against}`}
          onChoose={(box) => props.onComponent(box.id, box.connector ? "connector" : box.role)}
        />
      ) : null}
      {compared.unreadable ? (
        <Note tone="warn">{`${mine} or ${against} cannot be read, so only the text is compared.`}</Note>
      ) : props.same ? (
        <Note tone="ok">{`${mine} is the same text as ${against}.`}</Note>
      ) : step.effect ? (
        <>
          {follows.length === 0 ? null : (
            <Card flush title="What follows">
              <InWords words={follows} />
            </Card>
          )}
          <Card flush title={`${mine} against ${against}, in words`}>
            <InWords words={words} />
            <p className="quiet small foot">
              {step.truncated ? "There is more than is listed here: see the text. " : ""}
              Each Collector that gets it restarts once.
              {cosmetic > 0
                ? ` ${plural(cosmetic, "line")} of comments changed too; they mean nothing to the Collector.`
                : ""}
            </p>
          </Card>
        </>
      ) : (
        <Note tone="ok">
          {`${mine} means the same as ${against}: only comments, the order of keys or the way of writing differ. Nothing would restart.`}
        </Note>
      )}
    </>
  );
}

function InWords({ words }: { words: readonly ChangeWords[] }) {
  return (
    <ul className="means">
      {words.map((one) => (
        <li key={`${one.kind} ${one.where} ${one.what}`}>
          <Icon name={DRAWINGS[one.kind].icon} className={DRAWINGS[one.kind].tone} />
          <div>
            <b>
              <span className="sr">{`${one.kind}: `}</span>
              {one.what}
            </b>
            <p>{one.detail}</p>
          </div>
          <span className="where">{one.where}</span>
        </li>
      ))}
    </ul>
  );
}
