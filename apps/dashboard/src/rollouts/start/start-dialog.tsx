"use client";
import type { ApiProblem, RolloutStarted } from "@fleethub/api";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { approvalWaits } from "../../approvals/ask-part";
import { useDryRun } from "../../data/preview";
import { Button } from "../../parts/button";
import { Dialog } from "../../parts/dialog";
import { Note } from "../../parts/note";
import { toast } from "../../parts/toast";
import { Trouble } from "../../parts/trouble";
import { DryRunPart } from "../../preview/dry-run-part";
import { rolloutHref } from "../addresses";
import { draftOfPlan, planFaults } from "./plan-draft";
import { PlanForm } from "./plan-form";
import { type Choice, faultsFrom, type Named, type StartOf, startBody } from "./start-request";
import { reachWords, startWords } from "./start-words";
import { StartTimes } from "./start-times";
import { useStart } from "./use-start";
import { WhatAndWhere } from "./what-and-where";

/**
 * Begins a rollout: first what it would do, beside how it goes, then the act with its reach. `dry`: it begins with the
 * dry run alone.
 */
export function StartDialog(props: {
  of: StartOf;
  dry?: boolean;
  onClose: () => void;
  onStarted?: (rollout: RolloutStarted) => void;
}) {
  const { of } = props;
  const router = useRouter();
  const start = useStart();
  const [dry, setDry] = useState(props.dry ?? false);
  const [groupName, setGroup] = useState(of.kind === "groups" ? (of.groups[0]?.name ?? "") : "");
  const group = of.kind === "groups" ? of.groups.find(({ name }) => name === groupName) : undefined;
  const [wanted, setRevision] = useState(0);
  const [own, setOwn] = useState<Choice | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [starting, setStarting] = useState(false);
  const choice: Choice = own ?? {
    plan: draftOfPlan(group?.plan ?? {}),
    startAt: "",
    deadline: "",
    force: false,
  };
  const set = (over: Partial<Choice>) => setOwn({ ...choice, ...over });
  const configuration =
    of.kind === "groups" ? (of.configuration ?? group?.configuration ?? "") : of.fragment;
  const revision = wanted || of.revision || (group?.latestRevision ?? 0);
  const named = namedBy(of, { group: groupName, configuration, revision });
  const written = planFaults(choice.plan);
  const complete = named !== null && Object.keys(written).length === 0;
  const body = named === null ? null : startBody(named, choice, group?.plan);
  const run = useDryRun(
    complete && body !== null
      ? { verb: of.kind === "fragment" ? "rebase-fragment" : "start-rollout", input: body }
      : null,
  );
  const refusal = problem ?? run.problem;
  const faults = { ...faultsFrom(refusal), ...written };
  const rollout = run.preview?.rollout ?? null;
  const begin = async () => {
    if (dry) return setDry(false);
    if (body === null || run.preview === null || starting) return;
    setStarting(true);
    const answer = await start({ ...body, expectedAgents: run.preview.agents });
    setStarting(false);
    setProblem(answer.problem ?? null);
    if (answer.problem?.type === "reach-differs") run.again();
    const { started } = answer;
    if (started === undefined) return;
    toast({
      title: `Rollout ${started.number} began`,
      detail: started.sentence,
      action: {
        label: `Open rollout ${started.number}`,
        run: () => router.push(rolloutHref(started.id)),
      },
    });
    props.onStarted?.(started);
    props.onClose();
  };
  const waits = !complete
    ? "Waits for the plan to be complete"
    : run.problem !== null
      ? "Waits for the problem in the dry run"
      : run.preview === null || run.pending
        ? "Working out what it would do"
        : rollout === null || rollout.members === 0
          ? "It would reach nobody"
          : approvalWaits(run.preview);
  return (
    <Dialog
      title={titleOf(of, { dry, configuration, revision })}
      wide
      onClose={props.onClose}
      onSubmit={() => {
        if (dry || waits === undefined) void begin();
      }}
      acts={
        <>
          <Button onClick={props.onClose}>{dry ? "Close" : "Cancel"}</Button>
          <Button kind="primary" type="submit" icon="send" waitsFor={dry ? undefined : waits}>
            {dry ? "Roll out…" : startWords(rollout, choice.startAt !== "")}
          </Button>
        </>
      }
    >
      <div className={dry ? "two-sided one" : "two-sided"}>
        <div className="stack">
          {of.kind === "groups" ? (
            <WhatAndWhere
              groups={of.groups}
              group={groupName}
              onGroup={(next) => {
                setGroup(next);
                setOwn(null);
              }}
              configuration={configuration}
              revision={revision}
              onRevision={setRevision}
            />
          ) : null}
          <DryRunPart
            run={run}
            waits={
              named === null
                ? "It is told here as soon as a group and a revision are chosen."
                : complete
                  ? undefined
                  : "It is told here as soon as the plan can be read."
            }
          />
        </div>
        {dry ? null : (
          <div className="stack">
            <h3>How it goes</h3>
            {rollout !== null && run.preview !== null ? (
              <Note icon="info">{reachWords(run.preview, rollout)}</Note>
            ) : null}
            <PlanForm
              draft={choice.plan}
              faults={faults}
              resolved={rollout?.spec}
              onChange={(plan) => set({ plan })}
            />
            <StartTimes choice={choice} faults={faults} onChange={set} />
            {choice.force || rollout?.leftOut.some(({ reason }) => reason === "cannot-run") ? (
              <label className="row">
                <input
                  type="checkbox"
                  checked={choice.force}
                  onChange={(event) => set({ force: event.target.checked })}
                />
                Also to agents that by their own report cannot run it
              </label>
            ) : null}
          </div>
        )}
      </div>
      {problem ? <Trouble problem={problem} /> : null}
    </Dialog>
  );
}

interface Chosen {
  readonly configuration: string;
  readonly revision: number;
}

function titleOf(of: StartOf, { dry, configuration, revision }: Chosen & { dry: boolean }): string {
  const what = configuration === "" ? "a revision" : `${configuration} r${revision}`;
  if (of.kind === "fragment")
    return dry ? `Dry run of the rebase on ${what}` : `Rebase on ${what}, wave by wave`;
  return dry ? `Dry run of ${what}` : `Roll out ${what}`;
}

function namedBy(of: StartOf, chosen: Chosen & { readonly group: string }): Named | null {
  const { group, configuration, revision } = chosen;
  if (revision === 0 || configuration === "") return null;
  if (of.kind === "fragment") return { fragment: of.fragment, revision };
  return group === "" ? null : { group, configuration, revision };
}
