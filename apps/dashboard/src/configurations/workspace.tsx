"use client";
import type { Configuration, Group, RevisionRow } from "@fleethub/api";
import dynamic from "next/dynamic";
import { useMemo, useRef, useState } from "react";
import { useMay } from "../data/session";
import type { EditorHandle } from "../editor/config-editor";
import type { Judged } from "../editor/judge";
import { LazyConfigEditor } from "../editor/lazy";
import { Button } from "../parts/button";
import { Icon } from "../parts/icon";
import { PageHead } from "../parts/page-head";
import { Problems, tally } from "../parts/problems";
import { Skeleton } from "../parts/skeleton";
import { Trouble } from "../parts/trouble";
import { plural } from "../words/format";
import { useLayerTexts } from "./layers/use-layer-texts";
import { RevisionDots } from "./revision-dots";
import { useCheck } from "./use-check";
import { type DraftContent, useDraft } from "./use-draft";
import { usePolicies } from "./use-policies";
import { useRelease } from "./use-release";
import { shouldRun } from "./use-runners";
import { useSave } from "./use-save";
import { useSecretNames } from "./use-secret-names";
import { useVersion } from "./use-version";
import { VersionSelect } from "./version-select";
import { WorkspaceMenu } from "./workspace-menu";
import { ReleaseActs } from "./workspace-release";
import { WorkspaceSide } from "./workspace-side";
import { Link } from "../parts/link";

// Each is loaded when it is shown.
const RewriteNote = dynamic(() => import("./rewrite-note").then((part) => part.RewriteNote), {
  ssr: false,
});
const OvertakenNote = dynamic(() => import("./overtaken-note").then((part) => part.OvertakenNote), {
  ssr: false,
});
const RebaseNote = dynamic(() => import("./rebase-note").then((part) => part.RebaseNote), {
  ssr: false,
});
const MovePinsDialog = dynamic(
  () => import("./move-pins-dialog").then((part) => part.MovePinsDialog),
  { ssr: false },
);

/** Groups that are named before they are only counted. */
const NAMED = 3;

/** Left the editor with its problems, right what the draft does; above, the revisions. */
export function Workspace(props: {
  configuration: Configuration;
  revisions: readonly RevisionRow[];
  /** 0 while there is no revision. */
  number: number;
  /** What the draft begins with: the revision's own text and what it stands on. */
  base: DraftContent;
  onRevision: (number: number) => void;
}) {
  const { configuration, number } = props;
  const { name, latestRevision, pinnedAgents } = configuration;
  const draft = useDraft(name, number, props.base);
  const [judged, setJudged] = useState<Judged | null>(null);
  const findings = judged?.findings ?? null;
  const [pinning, setPinning] = useState(false);
  const [comparedWith, setComparedWith] = useState(0);
  const [newestSeen, setNewestSeen] = useState(latestRevision);
  const handle = useRef<EditorHandle | null>(null);
  const { text, message, edited, layers, variables } = draft;
  const [query, setQuery] = useState("");
  const check = useCheck({ configuration: name, text, layers, variables, query });
  const layerTexts = useLayerTexts(layers);
  const policies = usePolicies(check.data?.policies);
  const { version, isKnown, choices, choose } = useVersion(name);
  const fragment = configuration.kind === "fragment";
  const secrets = useSecretNames();
  const { inputs } = layerTexts;
  const against = useMemo(
    () => ({ components: null, version, fragment, layers: inputs, variables, policies, secrets }),
    [version, fragment, inputs, variables, policies, secrets],
  );
  // A broken policy keeps agents from getting it, not the revision from being made.
  const { errors } = tally((findings ?? []).filter(({ code }) => code !== "policy"));
  const stops = fragment ? 0 : errors;
  const locked = useMay()("configurations.write");
  const waits =
    locked ??
    (findings === null
      ? "Save waits for the check"
      : stops > 0
        ? `Save waits for ${plural(stops, "problem")}`
        : edited
          ? undefined
          : "Save waits for a change");
  const { save, problem } = useSave({
    configuration,
    draft,
    ...(waits === undefined ? {} : { waits }),
    onSaved: (made) => {
      draft.drop();
      setNewestSeen(made);
      props.onRevision(made);
    },
  });
  const release = useRelease(configuration, edited, number);
  // Whom to ask about is those who should run it, as soon as it is known that there are some.
  const theirs = pinnedAgents + release.groups.reduce((sum, { agents }) => sum + agents, 0);
  const [asked, setAsked] = useState(false);
  if (!asked && theirs > 0) {
    setAsked(true);
    setQuery(shouldRun(name));
  }
  const overtaken = edited && latestRevision > newestSeen;
  return (
    <>
      <PageHead
        title={name}
        sub={[usedByWords(configuration, release.groups), configuration.description]
          .filter(Boolean)
          .join(", ")}
        before={
          <span className="crumb">
            <Link href="/configurations">Configurations</Link>
            <Icon name="right" small />
          </span>
        }
        acts={
          <>
            <span id="save-waits" className="small soft">
              {locked ?? (edited ? waits : release.waits) ?? ""}
            </span>
            <Button
              {...(edited ? { kind: "primary" as const } : {})}
              {...(locked === undefined ? {} : { icon: "lock" as const })}
              waitsFor={waits}
              aria-describedby="save-waits"
              aria-keyshortcuts="Control+S Meta+S"
              onClick={() => void save()}
            >
              {edited ? `Save as r${latestRevision + 1}` : "Save revision"}
            </Button>
            <ReleaseActs
              configuration={configuration}
              number={number}
              release={release}
              saving={edited}
            />
            <WorkspaceMenu
              configuration={configuration}
              {...(fragment || edited || number === 0
                ? {}
                : { pin: { number, run: () => setPinning(true) } })}
            />
          </>
        }
      />
      <RevisionDots
        name={name}
        revisions={props.revisions}
        current={number}
        edited={edited}
        onRevision={props.onRevision}
        against={comparedWith}
        onAgainst={setComparedWith}
        stable={release.stable}
      />
      {fragment && !edited && number > 0 ? (
        <RebaseNote configuration={configuration} number={number} release={release} />
      ) : null}
      {problem ? <Trouble problem={problem} /> : null}
      {overtaken ? (
        <OvertakenNote
          number={number}
          latest={latestRevision}
          onCompare={() => {
            setComparedWith(latestRevision);
            setNewestSeen(latestRevision);
          }}
        />
      ) : null}
      {draft.rewrite.length > 0 ? (
        <RewriteNote paths={draft.rewrite} onDone={() => draft.setRewrite([])} />
      ) : null}
      <div className="ws">
        <div>
          <div className="edbar">
            <span className="quiet small nowrap">
              {number === 0 ? "first draft" : edited ? `draft over r${number}` : `r${number}`}
            </span>
            <input
              className="input"
              aria-label="Message of the revision"
              placeholder="Message: why, for those who read it later"
              readOnly={locked !== undefined}
              maxLength={1024}
              value={message}
              onChange={(event) => draft.setMessage(event.target.value)}
            />
            <VersionSelect version={version} choices={choices} onChoose={choose} />
            {edited && number > 0 ? (
              <Button size="sm" icon="undo" onClick={draft.reset}>
                Drop the draft
              </Button>
            ) : null}
          </div>
          <div className="ws-editor">
            {isKnown ? (
              <LazyConfigEditor
                label={`${locked === undefined ? "Editor" : "Text"}, ${edited ? "draft of " : ""}${name}`}
                text={draft.start}
                origin={draft.origin}
                readOnly={locked !== undefined}
                against={against}
                onText={draft.setText}
                onJudged={setJudged}
                handle={handle}
              />
            ) : (
              <Skeleton lines={10} label="Loading the editor" />
            )}
          </div>
          <Problems
            findings={findings}
            remedies={locked === undefined}
            onShow={(finding) => handle.current?.show(finding)}
            onApply={(finding) => handle.current?.apply(finding)}
            onUndo={() => handle.current?.undo()}
          />
        </div>
        <WorkspaceSide
          configuration={configuration}
          groups={release.groups}
          revisions={props.revisions}
          number={number}
          draft={draft}
          judged={judged}
          layerTexts={layerTexts}
          check={check}
          query={query}
          onQuery={setQuery}
          against={comparedWith}
          onAgainst={setComparedWith}
          onComponent={(id, role) => handle.current?.showComponent(id, role)}
        />
      </div>
      {pinning ? (
        <MovePinsDialog
          configuration={configuration}
          groups={release.all}
          number={number}
          onClose={() => setPinning(false)}
        />
      ) : null}
    </>
  );
}

/** `used by gateway-eu and gateway-us, 35 agents, 2 pinned`. */
function usedByWords(configuration: Configuration, groups: readonly Group[]): string {
  const { kind, pinnedAgents } = configuration;
  const names = groups.map(({ name }) => name);
  const agents = groups.reduce((sum, group) => sum + group.agents, 0);
  const pinned = pinnedAgents > 0 ? `${plural(pinnedAgents, "agent")} pinned` : "";
  if (names.length === 0)
    return (
      pinned || (kind === "fragment" ? "no group stands on it" : "in no group, nobody is pinned")
    );
  const by =
    names.length > NAMED
      ? plural(names.length, "group")
      : [names.slice(0, -1).join(", "), names.at(-1)].filter(Boolean).join(" and ");
  const word = kind === "fragment" ? "under" : "used by";
  return [`${word} ${by}, ${plural(agents, "agent")}`, pinned].filter(Boolean).join(", ");
}
