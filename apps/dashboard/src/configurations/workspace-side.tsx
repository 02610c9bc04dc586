"use client";
import type { CheckAnswer, Configuration, Group, RevisionRow } from "@fleethub/api";
import type { UseQueryResult } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import { useRevision } from "../data/queries";
import type { Judged } from "../editor/judge";
import { Note } from "../parts/note";
import { LazyPipelineMap } from "../parts/pipeline-map/lazy";
import { Skeleton } from "../parts/skeleton";
import { TabPanel, Tabs } from "../parts/tabs";
import { Trouble } from "../parts/trouble";
import { count } from "../words/format";
import { Against, againstOf } from "./against";
import type { LayerTexts } from "./layers/use-layer-texts";
import { useSettled } from "./use-check";
import { useComparison, useDrawn } from "./use-comparison";
import type { Draft } from "./use-draft";
import { WhatChanges } from "./what-changes";

// Each tab is loaded when it is opened.
const WhoCanRun = dynamic(() => import("./who-can-run").then((part) => part.WhoCanRun), {
  ssr: false,
  loading: () => <Skeleton lines={6} />,
});
const Runners = dynamic(() => import("./runners").then((part) => part.Runners), {
  ssr: false,
  loading: () => <Skeleton lines={6} />,
});
const LayersTab = dynamic(() => import("./layers/layers-tab").then((part) => part.LayersTab), {
  ssr: false,
  loading: () => <Skeleton lines={6} />,
});
const DraftDiff = dynamic(() => import("./draft-diff").then((part) => part.DraftDiff), {
  ssr: false,
  loading: () => <Skeleton lines={8} />,
});

/** What the text does: what it changes, who can run it, the text beside, where it runs. */
export function WorkspaceSide(props: {
  configuration: Configuration;
  /** Groups that release it, or, of a fragment, whose stable revision stands on it. */
  groups: readonly Group[];
  revisions: readonly RevisionRow[];
  number: number;
  draft: Draft;
  judged: Judged | null;
  layerTexts: LayerTexts;
  check: UseQueryResult<CheckAnswer>;
  query: string;
  onQuery: (query: string) => void;
  /** Compared with this revision; 0 leaves the choice to the page. */
  against: number;
  onAgainst: (number: number) => void;
  onComponent: (id: string, role: string) => void;
}) {
  const { configuration, groups, number, draft, check } = props;
  const { name } = configuration;
  const { edited } = draft;
  const [open, setOpen] = useState("changes");
  const own = useSettled(draft.text);
  // Agents get the whole, so the whole is compared.
  const text = draft.layers.length > 0 ? (props.judged?.merged ?? own) : own;
  const { others, against } = againstOf({ ...props, edited, chosen: props.against });
  const base = useRevision(name, against);
  const before = against > 0 ? (base.data?.content ?? null) : null;
  const compared = useComparison(before, text);
  const who = check.data?.compatibility ?? null;
  const mine = edited ? (number === 0 ? "The draft" : "This draft") : `r${number}`;
  const changes = compared?.words.length ?? 0;
  const lost = compared?.follows.some((one) => one.severity === "high") ?? false;
  const choice = (
    <Against mine={mine} others={others} against={against} onAgainst={props.onAgainst} />
  );
  const compare = (shown: () => ReactNode) =>
    against === 0 ? (
      <Alone number={number} text={text} onComponent={props.onComponent} />
    ) : (
      <>
        {choice}
        {before !== null ? (
          shown()
        ) : base.error ? (
          <Trouble error={base.error} onRetry={() => void base.refetch()} />
        ) : (
          <Skeleton lines={8} />
        )}
      </>
    );
  return (
    <div>
      <Tabs
        label="What this draft does"
        open={open}
        onOpen={setOpen}
        tabs={[
          {
            key: "changes",
            label: "What changes",
            ...(changes > 0
              ? { note: String(changes), ...(lost ? { tone: "bad" as const } : {}) }
              : {}),
          },
          {
            key: "run",
            label: "Who can run it",
            ...(who !== null && who.agents > 0
              ? { note: `${count(who.canRun)} of ${count(who.agents)}` }
              : {}),
          },
          { key: "text", label: "Text" },
          {
            key: "layers",
            label: "Layers",
            ...(draft.layers.length > 0 ? { note: String(draft.layers.length) } : {}),
          },
          {
            key: "where",
            label: "Where it runs",
            note: groups.length > 0 ? String(groups.length) : undefined,
          },
        ]}
      />
      <TabPanel of={open} className="scroll ws-side">
        {open === "changes"
          ? compare(() =>
              compared === null ? null : (
                <WhatChanges
                  mine={mine}
                  against={`r${against}`}
                  compared={compared}
                  same={before === text}
                  onComponent={props.onComponent}
                />
              ),
            )
          : null}
        {open === "run" ? (
          <WhoCanRun
            name={name}
            check={check}
            empty={draft.text.trim() === ""}
            query={props.query}
            onQuery={props.onQuery}
          />
        ) : null}
        {open === "text"
          ? compare(() => (
              <section className="card clip-card">
                <DraftDiff
                  before={before ?? ""}
                  after={text}
                  label={`Text, from r${against} to ${mine}`}
                />
              </section>
            ))
          : null}
        {open === "layers" ? (
          <LayersTab
            configuration={configuration}
            draft={draft}
            texts={props.layerTexts}
            judged={props.judged}
            check={check.data}
          />
        ) : null}
        {open === "where" ? <Runners configuration={configuration} groups={groups} /> : null}
      </TabPanel>
    </div>
  );
}

/** Nothing to compare with yet: what it is, and what saving does. */
function Alone(props: {
  number: number;
  text: string;
  onComponent: (id: string, role: string) => void;
}) {
  const drawn = useDrawn(props.text);
  return (
    <>
      {drawn !== null && drawn.lanes.length > 0 ? (
        <LazyPipelineMap
          drawn={drawn}
          label="Pipelines"
          onChoose={(box) => props.onComponent(box.id, box.connector ? "connector" : box.role)}
        />
      ) : null}
      <Note>
        {props.number === 0
          ? "Saving makes r1. No agent gets it before it is rolled out or pinned."
          : `r${props.number} is the only revision: there is nothing to compare it with.`}
      </Note>
    </>
  );
}
