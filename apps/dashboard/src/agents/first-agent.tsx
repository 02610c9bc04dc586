"use client";
import { useHandshakes, useHub } from "../data/queries";
import { Card } from "../parts/card";
import { Command } from "../parts/command";
import { Icon, type IconName } from "../parts/icon";
import { KnockLine } from "../parts/live-check";
import "../styles/pages/connect.css";
import { Link } from "../parts/link";

const WAYS: readonly {
  readonly href: string;
  readonly icon: IconName;
  readonly title: string;
  readonly text: string;
}[] = [
  {
    href: "/connect",
    icon: "layers",
    title: "A Collector with the supervisor",
    text: "Two files and one command, under a minute. Its config can be changed from here.",
  },
  {
    href: "/connect?via=extension",
    icon: "eye",
    title: "A Collector you already run",
    text: "Add the opamp extension: health and effective config appear here.",
  },
  {
    href: "/connect?via=simulated",
    icon: "play",
    title: "Only looking",
    text: "Simulated agents, with faults on request. They leave no trace when you stop them.",
  },
];

/** The inventory before the first agent: what this is for, and the next step. */
export function FirstAgent() {
  const hub = useHub();
  const knocks = useHandshakes();
  return (
    <div className="scroll">
      <div className="first">
        <div className="first-head">
          <Drawing />
          <h2>Connect your first collector</h2>
          <p className="soft">
            Any OpenTelemetry Collector will do. It keeps the config it has; here you see its
            health, its components and what it runs, and you change it only when you want to.
          </p>
        </div>
        <div className="three">
          {WAYS.map((way) => (
            <Link key={way.title} className="card way" href={way.href}>
              <Icon name={way.icon} className="c-move" />
              <h3>{way.title}</h3>
              <p className="soft small">{way.text}</p>
            </Link>
          ))}
        </div>
        <Card
          title="On this machine, now"
          acts={<KnockLine hub={hub.data} knocks={knocks.data?.items} arrived={0} />}
        >
          <Command text="npx @fleethub/server --collector" label="command" />
          <p className="soft small under">
            Start the hub so, and one supervised Collector runs beside it. This page turns into the
            fleet when the first report arrives. If something knocks and fails, it says here which
            step failed.
          </p>
        </Card>
      </div>
    </div>
  );
}

function Drawing() {
  return (
    <svg width="180" height="77" viewBox="0 0 150 64" aria-hidden="true">
      <g fill="none" stroke="var(--line-3)" strokeWidth="1.5">
        <path
          d="M25 36C25 20 40 17 62 17M125 36C125 20 110 17 88 17M75 30V44"
          strokeDasharray="2.5 3.5"
          strokeLinecap="round"
        />
      </g>
      <rect x="62" y="4" width="26" height="26" rx="7" fill="var(--primary)" />
      <path
        d="M75 9.5 77.9 15.3 75 14.1 72.1 15.3zM69 17.5l2.9 5.8-2.9-1.2-2.9 1.2zM81 17.5l2.9 5.8-2.9-1.2-2.9 1.2z"
        fill="var(--on-primary)"
      />
      <g fill="var(--sheet)" stroke="var(--line-3)" strokeWidth="1.5" strokeDasharray="2.5 3">
        <rect x="8" y="36" width="34" height="16" rx="4" />
        <rect x="58" y="44" width="34" height="16" rx="4" />
        <rect x="108" y="36" width="34" height="16" rx="4" />
      </g>
    </svg>
  );
}
