"use client";
import type { PolicyCause, PolicyStanding } from "@fleethub/api";
import { ruleInWords } from "@fleethub/collector-config";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { answered, hub } from "../../data/hub";
import { Note } from "../../parts/note";
import { Skeleton } from "../../parts/skeleton";
import { Trouble } from "../../parts/trouble";
import { count, plural } from "../../words/format";
import type { Tone } from "../../words/states";
import { PathLine } from "../path-line";
import type { DraftFaults, PolicyDraft } from "./policy-draft";
import { ruleOf } from "./rule-draft";

const SETTLE_MS = 500;
const CAUSES_SHOWN = 3;

/** The rule as it reads, and who in the fleet would break it now. Asked while one writes; nothing is saved. */
export function Trial({ draft, faults }: { draft: PolicyDraft; faults: DraftFaults }) {
  const ready = faults.rule === undefined && faults.scope === undefined;
  const rule = ruleOf(draft.rule);
  const asked = JSON.stringify({ rule, query: draft.scope.trim() });
  const [settled, settle] = useState(asked);
  useEffect(() => {
    const timer = setTimeout(() => settle(asked), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [asked]);
  const trial = useQuery({
    queryKey: ["policy-trial", settled],
    queryFn: () => answered(hub.tryPolicy({ body: { rule, query: draft.scope.trim() } })),
    enabled: ready && settled === asked,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    retry: false,
  });
  const fleet = trial.data?.fleet;
  return (
    <section className="pol-trial" aria-label="What the fleet says to it">
      <h3>The rule</h3>
      <p className="mono small rule">{ready ? ruleInWords(rule) : "not complete yet"}</p>
      <h3>The fleet, if it were in force</h3>
      <div role="status" aria-busy={trial.isFetching}>
        {!ready ? (
          <p className="quiet small">{faults.rule ?? "The scope cannot be read yet."}</p>
        ) : trial.error ? (
          <Trouble error={trial.error} onRetry={() => void trial.refetch()} />
        ) : fleet ? (
          <Would
            standing={fleet.standing}
            causes={fleet.causes}
            blocks={draft.severity === "block"}
          />
        ) : (
          <Skeleton lines={4} label="Trying it on the fleet" />
        )}
      </div>
    </section>
  );
}

function Would(props: {
  standing: PolicyStanding;
  causes: readonly PolicyCause[];
  blocks: boolean;
}) {
  const { standing, causes } = props;
  const { tone, words } = wouldWords(standing, props.blocks);
  const more = causes.length - CAUSES_SHOWN;
  return (
    <div className="stack">
      <Note tone={tone}>
        <b>{words}</b>
        {standing.agents > standing.judged ? (
          <div className="small">
            {count(standing.agents - standing.judged)} report no effective config.
          </div>
        ) : null}
      </Note>
      <ul className="pol-causes">
        {causes.slice(0, CAUSES_SHOWN).map((cause) => (
          <li key={`${cause.verdict} ${cause.cause}`}>
            <div>
              <b>{plural(cause.agents, "agent")}</b>
              {cause.verdict === "cannot-tell" ? (
                <span className="quiet small"> cannot be told</span>
              ) : null}
            </div>
            <PathLine path={cause.path} label={cause.cause} />
            <p className="soft small">{cause.remedy}</p>
          </li>
        ))}
      </ul>
      {more > 0 ? <p className="quiet small">{plural(more, "more cause", "more causes")}</p> : null}
    </div>
  );
}

function wouldWords(
  standing: PolicyStanding,
  blocks: boolean,
): { readonly tone: Tone; readonly words: string } {
  const { agents, judged, broken, cannotTell } = standing;
  if (agents === 0) return { tone: "mute", words: "No agent is in its scope" };
  if (judged === 0)
    return { tone: "mute", words: "Nobody in its scope reports an effective config" };
  if (broken > 0)
    return {
      tone: blocks ? "bad" : "warn",
      words: `${count(broken)} of ${count(judged)} would break it`,
    };
  if (cannotTell > 0)
    return { tone: "warn", words: `${count(cannotTell)} of ${count(judged)} cannot be told` };
  return { tone: "ok", words: `Holds on all ${count(judged)}` };
}
