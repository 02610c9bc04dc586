"use client";
import type { Handshake, Hub } from "@fleethub/api";
import { plural } from "../words/format";
import { CONNECT_STEPS, STEP_OF, stoppedBy } from "../words/handshakes";
import { Age } from "./age";
import { Badge } from "./badge";
import { Command } from "./command";
import { Icon } from "./icon";
import { Mark } from "./mark";

/** One line: where the hub listens, and who has knocked so far; undefined: that is not known. */
export function KnockLine(props: {
  hub: Hub | undefined;
  knocks: readonly Handshake[] | undefined;
  arrived: number;
}) {
  const hosts = new Set(props.knocks?.map((one) => one.remoteAddress)).size;
  const where = props.hub ? `Listening on port ${props.hub.agentsPort}, ` : "";
  const said =
    hosts === 0 && props.arrived === 0
      ? props.knocks === undefined
        ? "no agent has come yet"
        : "nothing has knocked yet"
      : [
          props.arrived > 0 ? `${plural(props.arrived, "agent")} came` : "",
          hosts > 0 ? `${plural(hosts, "host")} knocked and failed` : "",
        ]
          .filter(Boolean)
          .join(", ");
  return (
    <span className="live flat" role="status">
      <i
        className={`m ${hosts > 0 ? "m-degraded" : props.arrived > 0 ? "m-connected" : "m-unknown beat"}`}
        aria-hidden="true"
      />
      {where}
      {said}
    </span>
  );
}

/** Each host that touched the door and was stopped: at which of the eight steps, why, and what to do. */
export function KnockCard({ knock, secure }: { knock: Handshake; secure: boolean }) {
  const at = STEP_OF[knock.step];
  const steps = CONNECT_STEPS.flatMap((words, index) =>
    index === 1 && !secure && at !== 1 ? [] : [{ words, index }],
  );
  return (
    <section className="card">
      <header>
        <h3>{knock.remoteAddress}</h3>
        <span className="quiet small">
          {knock.count === 1 ? "once" : `${knock.count} times`}, last <Age at={knock.lastAt} /> ago
        </span>
        <div className="acts">
          <Badge tone="bad">Stopped at step {at + 1}</Badge>
        </div>
      </header>
      <ol className="diag">
        {steps.map(({ words, index }) =>
          index === at ? (
            <li key={words} className="fail" value={index + 1}>
              <Mark of="unhealthy" />
              <b>{stoppedBy(knock)}</b>
              <p>{knock.detail}</p>
              <p>{knock.remedy}</p>
            </li>
          ) : (
            <li key={words} className={index < at ? undefined : "wait"} value={index + 1}>
              {index < at ? <Icon name="check" small /> : <Mark of="unknown" />}
              <span>{words}</span>
            </li>
          ),
        )}
      </ol>
    </section>
  );
}

/** What to try where nothing arrives at all. */
export function Listening({ command }: { command: string }) {
  return (
    <section className="card">
      <div className="body listening">
        <div className="row">
          <svg className="i turn c-move" viewBox="0 0 16 16" aria-hidden="true">
            <circle cx="8" cy="8" r="6" opacity=".25" />
            <path d="M8 2a6 6 0 0 1 6 6" />
          </svg>
          <b>Listening for more</b>
        </div>
        <p className="soft small">Nothing arrives? Try from the host:</p>
        <Command text={command} label="test" />
        <p className="soft small">
          Any answer with a status means the network is fine. A timeout means a firewall between the
          host and the port.
        </p>
      </div>
    </section>
  );
}
