"use client";
import type { RevisionRow } from "@fleethub/api";
import { difference } from "@fleethub/collector-config";
import dynamic from "next/dynamic";
import { useMemo } from "react";
import { useRevision } from "../data/queries";
import { Card } from "../parts/card";
import { Field } from "../parts/field";
import { Icon, type IconName } from "../parts/icon";
import { Note } from "../parts/note";
import { Skeleton } from "../parts/skeleton";
import { Trouble } from "../parts/trouble";
import { plural } from "../words/format";
import { type ChangeWords, whatFollows, wordsOf } from "./change-words";
import { useSettled } from "./use-check";

const DraftDiff = dynamic(() => import("./draft-diff").then((part) => part.DraftDiff), {
  ssr: false,
  loading: () => <Skeleton lines={8} />,
});

const DRAWINGS: Record<ChangeWords["kind"], { icon: IconName; tone: string }> = {
  removed: { icon: "warn", tone: "c-bad" },
  added: { icon: "plus", tone: "c-ok" },
  changed: { icon: "settings", tone: "c-move" },
};

/** What a text changes against a chosen revision: the verdict, then words, then the text itself. */
export function WhatChanges(props: {
  name: string;
  revisions: readonly RevisionRow[];
  number: number;
  text: string;
  edited: boolean;
  against: number;
  onAgainst: (number: number) => void;
}) {
  const { name, number, edited } = props;
  const text = useSettled(props.text);
  const others = props.revisions.filter((one) => edited || one.number !== number);
  const before = others.find((one) => one.number < number)?.number ?? others[0]?.number ?? 0;
  const against = props.against || (edited ? number : before);
  const base = useRevision(name, against);
  const mine = edited ? (number === 0 ? "The draft" : "This draft") : `r${number}`;
  if (others.length === 0 || against === 0) {
    return (
      <Note>
        {number === 0
          ? "Saving makes r1. No agent gets it before it is pinned."
          : `r${number} is the only revision: there is nothing to compare it with.`}
      </Note>
    );
  }
  return (
    <>
      <Field id="against" label={`${mine} against`}>
        <select
          id="against"
          className="input"
          value={against}
          onChange={(event) => props.onAgainst(Number(event.target.value))}
        >
          {others.map((one) => (
            <option key={one.number} value={one.number}>
              r{one.number}
              {one.message ? `, ${one.message}` : ""}
            </option>
          ))}
        </select>
      </Field>
      {base.data ? (
        <Compared mine={mine} before={base.data.content} after={text} against={against} />
      ) : base.error ? (
        <Trouble error={base.error} onRetry={() => void base.refetch()} />
      ) : (
        <Skeleton lines={8} />
      )}
    </>
  );
}

function Compared(props: { mine: string; before: string; after: string; against: number }) {
  const { mine, before, after, against } = props;
  const step = useMemo(() => difference(before, after), [before, after]);
  const words = useMemo(() => wordsOf(step.changes), [step]);
  const follows = useMemo(() => whatFollows(step.consequences), [step]);
  if (before === after) return <Note tone="ok">{`${mine} is the same text as r${against}.`}</Note>;
  return (
    <>
      {step.changes.some(({ kind }) => kind === "unreadable") ? (
        <Note tone="warn">{`${mine} or r${against} cannot be read, so only the text is compared.`}</Note>
      ) : step.effect ? (
        <>
          {follows.length === 0 ? null : (
            <Card flush title="What follows">
              <InWords words={follows} />
            </Card>
          )}
          <Card flush title={`${plural(words.length, "change")}, in words`}>
            <InWords words={words} />
            <p className="quiet small foot">
              {step.truncated ? "There is more than is listed here: see the text. " : ""}
              Each Collector that gets it restarts once.
            </p>
          </Card>
        </>
      ) : (
        <Note tone="ok">
          {`${mine} means the same as r${against}: only comments, the order of keys or the way of writing differ. Nothing would restart.`}
        </Note>
      )}
      <section className="card clip-card">
        <DraftDiff before={before} after={after} label={`Text, from r${against} to ${mine}`} />
      </section>
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
