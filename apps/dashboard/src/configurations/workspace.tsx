"use client";
import type { ApiProblem, Configuration, RevisionRow } from "@fleethub/api";
import type { Finding } from "@fleethub/collector-config";
import { useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useRef, useState } from "react";
import { saveDraft } from "../agent/deploy";
import type { EditorHandle } from "../editor/config-editor";
import { LazyConfigEditor } from "../editor/lazy";
import { Button } from "../parts/button";
import { Icon } from "../parts/icon";
import { PageHead } from "../parts/page-head";
import { Problems, tally } from "../parts/problems";
import { toast } from "../parts/toast";
import { Trouble } from "../parts/trouble";
import { plural } from "../words/format";
import { RevisionDots } from "./revision-dots";
import { PinPinnedDialog } from "./pin-pinned-dialog";
import { WorkspaceSide } from "./workspace-side";

const NO_AGENT = { components: null, version: "" };

/** Left the editor with its problems, right what the draft does; above, the revisions. */
export function Workspace(props: {
  configuration: Configuration;
  revisions: readonly RevisionRow[];
  number: number;
  text: string;
  onRevision: (number: number) => void;
}) {
  const { configuration, number } = props;
  const client = useQueryClient();
  const [start] = useState(props.text);
  const [text, setText] = useState(start);
  const [findings, setFindings] = useState<readonly Finding[] | null>(null);
  const [message, setMessage] = useState("");
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [pinning, setPinning] = useState(false);
  const handle = useRef<EditorHandle | null>(null);
  const edited = text !== start || number === 0;
  const { errors } = tally(findings ?? []);
  const waits =
    findings === null
      ? "Save waits for the check"
      : errors > 0
        ? `Save waits for ${plural(errors, "problem")}`
        : edited
          ? undefined
          : "Save waits for a change";
  const save = async () => {
    const saved = await saveDraft({
      name: configuration.name,
      exists: true,
      content: text,
      message,
    });
    if (!saved.ok) return setProblem(saved.problem);
    const { number: made, sameMeaningAs } = saved.revision;
    toast({
      title: `Saved r${made}`,
      detail:
        sameMeaningAs === null
          ? "No agent gets it before it is pinned."
          : `It means the same as r${sameMeaningAs}: nothing would restart.`,
    });
    await client.invalidateQueries({ queryKey: ["configuration", configuration.name] });
    props.onRevision(made);
  };
  return (
    <>
      <PageHead
        title={configuration.name}
        sub={
          configuration.pinnedAgents === 0
            ? configuration.description || "no agent is pinned to it"
            : `${plural(configuration.pinnedAgents, "agent")} pinned`
        }
        before={
          <span className="crumb">
            <Link href="/configurations">Configurations</Link>
            <Icon name="right" small />
          </span>
        }
        acts={
          <>
            <span id="save-waits" className="small soft">
              {waits ?? ""}
            </span>
            {!edited && number > 0 ? (
              <Button
                icon="send"
                waitsFor={
                  configuration.pinnedAgents === 0
                    ? "Waits for an agent that is pinned to it"
                    : undefined
                }
                onClick={() => setPinning(true)}
              >
                Pin r{number} to its agents
              </Button>
            ) : null}
            <Button
              kind="primary"
              waitsFor={waits}
              aria-describedby="save-waits"
              onClick={() => void save()}
            >
              Save revision
            </Button>
          </>
        }
      />
      <RevisionDots
        name={configuration.name}
        revisions={props.revisions}
        current={number}
        edited={edited}
        onRevision={props.onRevision}
      />
      {problem ? <Trouble problem={problem} /> : null}
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
              maxLength={1024}
              value={message}
              onChange={(event) => setMessage(event.target.value)}
            />
          </div>
          <div className="ws-editor">
            <LazyConfigEditor
              label={`Editor, ${edited ? "draft of " : ""}${configuration.name}`}
              text={start}
              origin="start"
              against={NO_AGENT}
              onText={setText}
              onFindings={setFindings}
              handle={handle}
            />
          </div>
          <Problems
            findings={findings}
            onShow={(finding) => handle.current?.show(finding)}
            onApply={(finding) => handle.current?.apply(finding)}
          />
        </div>
        <WorkspaceSide
          configuration={configuration}
          revisions={props.revisions}
          number={number}
          text={text}
          start={start}
          edited={edited}
        />
      </div>
      {pinning ? (
        <PinPinnedDialog
          configuration={configuration}
          number={number}
          onClose={() => setPinning(false)}
        />
      ) : null}
    </>
  );
}
