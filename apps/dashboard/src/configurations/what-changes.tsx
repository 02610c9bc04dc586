"use client";
import type { IconName } from "../parts/icon";
import { Card } from "../parts/card";
import { Icon } from "../parts/icon";
import { Note } from "../parts/note";
import { LazyPipelineMap } from "../parts/pipeline-map/lazy";
import { plural } from "../words/format";
import type { ChangeWords } from "./change-words";
import type { Comparison } from "./use-comparison";

/** What is lost or may hurt looks so; the rest is told by what happened. */
function drawingOf({ kind, severity }: ChangeWords): { icon: IconName; tone: string } {
  if (severity === "high") return { icon: "warn", tone: "c-bad" };
  if (kind === "removed")
    return { icon: "minus", tone: severity === "medium" ? "c-warn" : "quiet" };
  if (severity === "medium")
    return { icon: kind === "added" ? "send" : "settings", tone: "c-warn" };
  if (kind === "added") return { icon: "plus", tone: "c-ok" };
  return { icon: "settings", tone: severity === "none" ? "quiet" : "c-move" };
}

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
          <Card flush title="What follows">
            <InWords words={[...follows, RESTART]} />
          </Card>
          <Card flush title={`${mine} against ${against}, in words`}>
            <InWords words={words} />
            <p className="quiet small foot">
              {step.truncated ? "There is more than is listed here: see the text. " : ""}
              {cosmetic > 0
                ? `${plural(cosmetic, "line")} of comments changed too; they mean nothing to the Collector.`
                : "Comments, the order of keys and the way of writing do not count."}
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

const RESTART: ChangeWords = {
  kind: "changed",
  what: "Collectors restart once",
  detail: "Each that gets it; senders retry for the seconds in between.",
  where: "all",
  severity: "low",
};

function InWords({ words }: { words: readonly ChangeWords[] }) {
  return (
    <ul className="means">
      {words.map((one, at) => (
        <li key={`${at} ${one.where} ${one.what}`}>
          <Icon name={drawingOf(one).icon} className={drawingOf(one).tone} />
          <div>
            <b>
              <span className="sr">{`${one.kind}: `}</span>
              {one.what}
            </b>
            {one.detail === "" ? null : <p>{one.detail}</p>}
          </div>
          <span className="where">{one.where}</span>
        </li>
      ))}
    </ul>
  );
}
