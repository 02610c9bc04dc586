"use client";
import { Card } from "../parts/card";
import { Note } from "../parts/note";
import { LazyPipelineMap } from "../parts/pipeline-map/lazy";
import { plural } from "../words/format";
import type { ChangeWords } from "./change-words";
import { InWords } from "./in-words";
import type { Comparison } from "./use-comparison";

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
