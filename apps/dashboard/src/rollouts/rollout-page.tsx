"use client";
import type { Rollout } from "@fleethub/api";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { useInBrowser, useParam } from "../data/address";
import { HubRefusal } from "../data/hub";
import { type SteerVerb, useLiveMembers, useRollout, useRolloutActs } from "../data/rollouts";
import { Card } from "../parts/card";
import { Empty } from "../parts/empty";
import { PageHead } from "../parts/page-head";
import { Skeleton } from "../parts/skeleton";
import { Trouble } from "../parts/trouble";
import { Waves } from "../parts/waves";
import { moment } from "../words/format";
import { ROLLOUTS } from "./addresses";
import { CausesCard } from "./causes-card";
import { CellsCard } from "./cells-card";
import { EventsCard } from "./events-card";
import type { Excluding } from "./exclude-dialog";
import { LeftOutCard } from "./left-out-card";
import { MembersCard } from "./members-card";
import { RolloutHead } from "./rollout-head";
import { StandingNote } from "./standing-note";
import { currentWave, waveBadge, waveBar, waveName, waveNote, waveProgress } from "./wave-words";
import { Link } from "../parts/link";

/** Charts come when there is something to draw. */
const GatesCard = dynamic(() => import("./gates/gates-card").then((part) => part.GatesCard), {
  ssr: false,
  loading: () => <Skeleton lines={6} label="Loading the gates" />,
});

// Dialogs come when they are opened.
const SteerDialog = dynamic(() => import("./steer-dialog").then((part) => part.SteerDialog), {
  ssr: false,
});
const ExcludeDialog = dynamic(() => import("./exclude-dialog").then((part) => part.ExcludeDialog), {
  ssr: false,
});

/** One rollout: does it hurt, whom, and what happens if one goes back. */
export function RolloutPage() {
  const [id, setId] = useParam("id");
  const inBrowser = useInBrowser();
  const rollout = useRollout(id);
  const known = rollout.data;
  // An address with the number becomes the one with the id, by which changes are told.
  useEffect(() => {
    if (known !== undefined && known.id !== id) setId(known.id);
  }, [known, id, setId]);
  if (known !== undefined)
    return (
      <OneRollout
        key={known.id}
        rollout={known}
        error={rollout.error}
        onRetry={() => void rollout.refetch()}
      />
    );
  const unknown =
    rollout.error instanceof HubRefusal && [400, 404].includes(rollout.error.problem.status);
  return (
    <>
      <PageHead title="Rollout" lined />
      {inBrowser && (unknown || id === "") ? (
        <Empty
          title="No such rollout"
          action={
            <Link className="btn" href={ROLLOUTS}>
              Show the rollouts
            </Link>
          }
        >
          {id === "" ? "The address names none." : `This hub knows no rollout ${id}.`}
        </Empty>
      ) : rollout.error ? (
        <Trouble error={rollout.error} onRetry={() => void rollout.refetch()} />
      ) : (
        <Skeleton lines={10} label="Loading the rollout" />
      )}
    </>
  );
}

function OneRollout(props: { rollout: Rollout; error: Error | null; onRetry: () => void }) {
  const { rollout } = props;
  const acts = useRolloutActs(rollout);
  const [verb, setVerb] = useState<SteerVerb | null>(null);
  const [excluding, setExcluding] = useState<Excluding | null>(null);
  const [chosen, setChosen] = useState<number | null>(null);
  useLiveMembers(rollout);
  useEffect(() => {
    document.title = `${rollout.title} · Fleet Hub`;
  }, [rollout.title]);
  const open = rollout.waves[chosen ?? currentWave(rollout.waves)] ?? rollout.waves[0];
  const until = (at: number) => moment(new Date(at).toISOString(), Date.now());
  return (
    <>
      <RolloutHead rollout={rollout} onVerb={setVerb} />
      <div className="scroll">
        {props.error ? <Trouble error={props.error} onRetry={props.onRetry} /> : null}
        <div className="pad stack ro-one">
          <StandingNote rollout={rollout} onExclude={setExcluding} />
          <h2 className="sr">Waves</h2>
          <Waves
            waves={rollout.waves.map((wave) => ({
              key: wave.wave,
              name: waveName(wave),
              badge: waveBadge(wave, rollout),
              agents: wave.members,
              bar: waveBar(wave),
              progress: waveProgress(wave),
              note: waveNote(wave, rollout, until),
              later: wave.openedAt === null,
            }))}
            open={open?.wave ?? 0}
            onOpen={setChosen}
          />
          <GatesCard rollout={rollout} />
          <div className="roll">
            <div className="stack">
              {open === undefined ? null : (
                <MembersCard key={open.wave} rollout={rollout} wave={open} acts={acts} />
              )}
              <CausesCard rollout={rollout} acts={acts} onExclude={setExcluding} />
            </div>
            <div className="stack">
              {open === undefined ? null : <CellsCard wave={open} />}
              <EventsCard rollout={rollout} />
              {rollout.live ? (
                <Card title="If you roll back">
                  <p className="soft">{rollout.goingBack.words}</p>
                </Card>
              ) : null}
              <LeftOutCard leftOut={rollout.leftOut} />
            </div>
          </div>
        </div>
      </div>
      {verb ? (
        <SteerDialog verb={verb} rollout={rollout} acts={acts} onClose={() => setVerb(null)} />
      ) : null}
      {excluding ? (
        <ExcludeDialog
          {...excluding}
          rollout={rollout}
          acts={acts}
          onClose={() => setExcluding(null)}
        />
      ) : null}
    </>
  );
}
