"use client";
import type { AgentDetail } from "@fleethub/api";
import { useQuery } from "@tanstack/react-query";
import { answered, hub } from "../data/hub";
import { Banner } from "../parts/banner";
import { rolloutHref } from "../rollouts/addresses";
import { SYNC } from "../words/states";
import { isInFlight } from "./decided-by";
import { Link } from "../parts/link";

/** Members that are between their turn and its end; a wave has at most this many at once in sight. */
const IN_FLIGHT_MAX = 500;

/** While a rollout has the agent in its hands: which, in which wave, and how far it has come. */
export function InFlightBanner({ agent }: { agent: AgentDetail }) {
  const number = agent.assignment?.rollout;
  if (number === undefined || !isInFlight(agent)) return null;
  return <Told agent={agent} number={number} />;
}

function Told({ agent, number }: { agent: AgentDetail; number: number }) {
  const id = String(number);
  const rollout = useQuery({
    queryKey: ["rollout", id],
    queryFn: () => answered(hub.getRollout({ params: { id } })),
  }).data;
  const wave = useQuery({
    queryKey: ["rollout", id, "wave-of", agent.uid],
    queryFn: async () => {
      const query = { step: "assigned,offered,acknowledged,healthy", limit: IN_FLIGHT_MAX };
      const { items } = await answered(hub.listMembers({ params: { id }, query }));
      return items.find(({ uid }) => uid === agent.uid)?.wave ?? null;
    },
  }).data;
  const paused = agent.assignment?.suspended === true;
  return (
    <Banner
      icon={paused ? "pause" : "rollouts"}
      tone={paused ? "warn" : "move"}
      action={
        <Link className="btn sm" href={rolloutHref(rollout?.id ?? id)}>
          Open rollout {number}
        </Link>
      }
    >
      <b>
        {waveWords(wave)} of rollout {number}
      </b>
      {rollout === undefined ? "" : ` (${rollout.title})`}:{" "}
      {paused
        ? "paused, so nothing is offered until it goes on."
        : `${SYNC[agent.sync].word.toLowerCase()}.`}{" "}
      {rollout?.sentence}
    </Banner>
  );
}

function waveWords(wave: number | null | undefined): string {
  if (wave === undefined || wave === null) return "In flight";
  return wave === 0 ? "In the canary" : `In wave ${wave + 1}`;
}
