"use client";
import type { Hub } from "@fleethub/api";
import { type ReactNode, useState } from "react";
import { Button } from "../parts/button";
import { Command } from "../parts/command";
import { CopyButton } from "../parts/copy-button";
import { Field } from "../parts/field";
import { Note } from "../parts/note";
import { YamlLines } from "../parts/code/yaml-lines";
import { admissionWords } from "./admission";
import { download } from "./download";
import {
  AUTHORITY_FILE,
  endpointOf,
  EXECUTABLE,
  extensionYaml,
  instanceUid,
  runCommand,
  simulateCommand,
  STORAGE,
  supervisorYaml,
  type Way,
} from "./templates";
import { type ChosenToken, maskedToken, placeholderOf, TokenStep } from "./token-step";
import { DownloadAuthority, PlainNote, TrustStep } from "./trust-step";
import { type DoorField, hostProblem, nameProblem } from "./use-door";

const SIMULATED = 25;

/** The steps after the choice: where the hub is, the file, and what to run. */
export function Instructions(props: { way: Way; hub: Hub; field: DoorField }) {
  const { way, hub, field } = props;
  const { door } = field;
  const wrong = hostProblem(field.host) ?? nameProblem(hub, field.host);
  const [executable, setExecutable] = useState(EXECUTABLE);
  const [uid, setUid] = useState(newUid);
  const [chosen, setChosen] = useState<ChosenToken | null>(null);
  const socket = endpointOf(door, "ws");
  const supervised = way !== "extension" && way !== "simulated";
  const name = supervised ? "supervisor.yaml" : "opamp.yaml";
  const sha256 = hub.agentsTls === "hub-ca" ? hub.caFileSha256 : null;
  const trust = {
    token: chosen !== null,
    ...(sha256 === null ? {} : { caFile: AUTHORITY_FILE }),
  };
  const next = sha256 === null ? 4 : 5;
  const yaml = supervised
    ? supervisorYaml({
        ...trust,
        endpoint: way === "polling" ? endpointOf(door, "http") : socket,
        executable: executable.trim() || EXECUTABLE,
        storage: STORAGE,
        before161: way === "supervisor-before-161",
      })
    : extensionYaml({ ...trust, endpoint: socket, instanceUid: uid });
  return (
    <>
      <Step number={2} title="Where do its reports go?">
        <div className="halves">
          <Field
            id="host"
            label="This hub, as the Collector’s host sees it"
            hint={`Port ${door.port}, path ${door.path}`}
            error={wrong}
          >
            <input
              id="host"
              className="input mono"
              value={field.host}
              spellCheck={false}
              autoComplete="off"
              aria-describedby="host-says"
              aria-invalid={wrong !== undefined}
              onChange={(event) => field.setHost(event.target.value.trim())}
            />
          </Field>
          {supervised ? (
            <Field id="executable" label="The Collector’s binary on its host">
              <input
                id="executable"
                className="input mono"
                value={executable}
                spellCheck={false}
                autoComplete="off"
                onChange={(event) => setExecutable(event.target.value)}
              />
            </Field>
          ) : null}
        </div>
        <Reach hub={hub} />
      </Step>
      <Step number={3} title="Enrolment token">
        <TokenStep chosen={chosen} onChoose={setChosen} />
      </Step>
      {sha256 === null ? null : (
        <Step number={4} title="Trust the hub on its host" acts={<DownloadAuthority />}>
          <TrustStep hub={hub} door={door} sha256={sha256} />
        </Step>
      )}
      {way === "simulated" ? (
        <Step number={next} title="Run this anywhere">
          <Run command={simulateCommand(socket, SIMULATED, trust)} chosen={chosen} />
          <p className="hint under">
            Stop it and they say goodbye; then select them in the list and forget them. Add{" "}
            <code>--fail 0.2</code> or <code>--unhealthy-exporter 0.1</code> to see trouble.
          </p>
        </Step>
      ) : (
        <>
          <Step
            number={next}
            title={supervised ? name : "Add this to the Collector’s config"}
            acts={
              <>
                {way === "extension" ? (
                  <Button size="sm" icon="plus" onClick={() => setUid(newUid())}>
                    Another Collector
                  </Button>
                ) : (
                  <Button size="sm" icon="download" onClick={() => download(name, yaml)}>
                    Download
                  </Button>
                )}
                <CopyButton text={yaml} label={`Copy ${name}`} word />
              </>
            }
          >
            <YamlLines text={yaml} label={name} />
            <Advice way={way} />
          </Step>
          <Step number={next + 1} title="Run this on its host">
            <Run
              command={
                supervised
                  ? "opampsupervisor --config supervisor.yaml"
                  : "otelcol-contrib --config config.yaml --config opamp.yaml"
              }
              chosen={chosen}
            />
            {supervised ? (
              <p className="hint under">
                The Collector’s build needs the opamp extension and the nop receiver and exporter:
                the supervisor starts it once with them to learn what it is.
              </p>
            ) : (
              <p className="hint under">
                Saved as opamp.yaml it is merged over the config that the Collector has. A second
                file replaces lists: where <code>service.extensions</code> names others, list them
                too.
              </p>
            )}
          </Step>
        </>
      )}
    </>
  );
}

function newUid(): string {
  return instanceUid(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
}

function Step(props: { number: number; title: string; acts?: ReactNode; children: ReactNode }) {
  return (
    <section className="step">
      <span className="no">{props.number}</span>
      <div>
        <h2>
          <span className="grow">{props.title}</span>
          {props.acts}
        </h2>
        {props.children}
      </div>
    </section>
  );
}

/** A command with its token, which is shown in part and copied whole. */
function Run({ command, chosen }: { command: string; chosen: ChosenToken | null }) {
  const token = chosen === null ? null : (chosen.value ?? placeholderOf(chosen));
  const text = runCommand(command, token);
  const shown = chosen?.value ? runCommand(command, maskedToken(chosen.value)) : text;
  return <Command text={text} shown={shown} label="command" />;
}

function Reach({ hub }: { hub: Hub }) {
  return (
    <div className="stack under">
      <PlainNote hub={hub} />
      {hub.agentsLoopbackOnly ? (
        <Note tone="warn">
          Only Collectors on the hub’s own machine reach it. For other hosts start it with{" "}
          <code>--agents-host 0.0.0.0</code>.
        </Note>
      ) : null}
      <p className="hint">{admissionWords(hub.admission)}</p>
    </div>
  );
}

function Advice({ way }: { way: Way }) {
  if (way === "extension") {
    return (
      <p className="hint under">
        The instance UID is this one Collector’s. Without it every restart would be another agent.
      </p>
    );
  }
  return (
    <p className="hint under">
      {way === "supervisor-before-161" ? (
        <>
          Take <code>reports_remote_config</code> out when the supervisor is updated: 0.163.0 and
          later refuse to start with it.{" "}
        </>
      ) : null}
      {way === "polling" ? (
        <>
          Before 0.161.0 add <code>reports_remote_config: true</code> to the capabilities.{" "}
        </>
      ) : null}
      <code>validate_config</code> has a bad config refused with its cause while the Collector goes
      on.
    </p>
  );
}
