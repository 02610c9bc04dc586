"use client";
import { type ApiProblem, type PreviewRequest, TEXT_LENGTH_MAX } from "@fleethub/api";
import { type ReactNode, useState } from "react";
import { approvalWaits } from "../approvals/ask-part";
import { useDryRun } from "../data/preview";
import { useConfigurations, useFacets } from "../data/queries";
import { Button } from "../parts/button";
import { Dialog } from "../parts/dialog";
import { Field } from "../parts/field";
import { Locked } from "../parts/locked";
import { Query } from "../parts/query";
import { Trouble } from "../parts/trouble";
import { DryRunPart } from "../preview/dry-run-part";
import { PlanForm } from "../rollouts/start/plan-form";
import { plural } from "../words/format";
import { type GroupDraft, groupFaults, isComplete } from "./group-draft";

const NOTHING_KNOWN = {};

/** Everything about a group in one form, with what saving it would do beside. */
export function GroupForm(props: {
  title: string;
  initial: GroupDraft;
  /** The name stands: it is one that exists. */
  named: boolean;
  taken: readonly string[];
  /** The words of the button, where so many agents are reached. */
  button: string;
  /** Above the form: what somebody else changed. */
  above?: ReactNode;
  /** Left of the buttons. */
  before?: ReactNode;
  request: (draft: GroupDraft) => PreviewRequest;
  onSave: (draft: GroupDraft, expectedAgents: number | undefined) => Promise<ApiProblem | null>;
  onClose: () => void;
}) {
  const [draft, setDraft] = useState(props.initial);
  const [tried, setTried] = useState(false);
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const faults = groupFaults(draft, props.taken);
  const complete = isComplete(faults);
  const run = useDryRun(complete ? props.request(draft) : null);
  const configurations = useConfigurations();
  const facets = useFacets("");
  const readable = draft.query !== "" && faults.query === undefined;
  const counted = useFacets(draft.query, readable).data?.total;
  const matching = readable ? counted : undefined;
  const releasable = (configurations.data?.items ?? []).filter(({ kind }) => kind === "complete");
  const set = (over: Partial<GroupDraft>) => setDraft((now) => ({ ...now, ...over }));
  const nameFault = tried || draft.name !== "" ? faults.name : undefined;
  const save = async () => {
    setTried(true);
    if (!complete || saving) return;
    setSaving(true);
    const refusal = await props.onSave(draft, run.preview?.agents);
    setSaving(false);
    setProblem(refusal);
    if (refusal?.type === "reach-differs") run.again();
  };
  return (
    <Dialog
      title={props.title}
      wide
      onClose={props.onClose}
      onSubmit={() => void save()}
      acts={
        <>
          {props.before}
          <Button onClick={props.onClose}>Cancel</Button>
          <Locked
            action="groups.write"
            resource={readable ? { kind: "selector", query: draft.query } : undefined}
          >
            <Button
              kind="primary"
              type="submit"
              waitsFor={
                complete && (run.pending || run.problem !== null)
                  ? run.problem === null
                    ? "Working out whom it reaches"
                    : "Waits for the problem in the dry run"
                  : approvalWaits(complete ? run.preview : null)
              }
            >
              {props.button}
            </Button>
          </Locked>
        </>
      }
    >
      <div className="two-sided">
        <div className="stack grp-form">
          {props.above}
          {props.named ? null : (
            <Field
              id="group-name"
              label="Name"
              hint="for addresses and queries; it stays"
              error={nameFault}
            >
              <input
                id="group-name"
                className="input mono"
                autoFocus
                value={draft.name}
                aria-invalid={nameFault !== undefined}
                aria-describedby="group-name-says"
                onChange={(event) => set({ name: event.target.value })}
              />
            </Field>
          )}
          <div className="field">
            <label htmlFor="group-query">Selector</label>
            <Query
              id="group-query"
              use="selector"
              label="Selector"
              value={draft.query}
              onChange={(query) => set({ query })}
              known={facets.data?.facets ?? NOTHING_KNOWN}
            />
            {tried && draft.query === "" ? (
              <span className="err" role="alert">
                {faults.query}
              </span>
            ) : (
              <span className="hint">
                {matching === undefined
                  ? "by label, name, host, os, arch, type, version, uid or attribute"
                  : `${plural(matching, "agent matches", "agents match")} now; groups above take first`}
              </span>
            )}
          </div>
          <Field
            id="group-configuration"
            label="Configuration"
            hint="what its rollouts release; nothing leaves by choosing it"
          >
            <select
              id="group-configuration"
              className="input"
              value={draft.configuration}
              aria-describedby="group-configuration-says"
              onChange={(event) => set({ configuration: event.target.value })}
            >
              <option value="">none: it only gathers agents</option>
              {releasable.map(({ name, latestRevision }) => (
                <option key={name} value={name}>
                  {name}
                  {latestRevision === 0 ? ", no revision yet" : `, newest r${latestRevision}`}
                </option>
              ))}
            </select>
          </Field>
          <Field id="group-description" label="What it is for">
            <input
              id="group-description"
              className="input"
              maxLength={TEXT_LENGTH_MAX}
              value={draft.description}
              onChange={(event) => set({ description: event.target.value })}
            />
          </Field>
          <details className="grp-plan" open={Object.keys(faults.plan).length > 0 || undefined}>
            <summary>How its rollouts go</summary>
            <PlanForm draft={draft.plan} faults={faults.plan} onChange={(plan) => set({ plan })} />
          </details>
        </div>
        <DryRunPart
          run={run}
          waits={complete ? undefined : "It is told here as soon as name and selector are written."}
        />
      </div>
      {problem && problem.type !== "stale-version" ? <Trouble problem={problem} /> : null}
    </Dialog>
  );
}
