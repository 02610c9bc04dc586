"use client";
import type { Hub } from "@fleethub/api";
import { useState } from "react";
import { Button } from "../parts/button";
import { Command } from "../parts/command";
import { Field } from "../parts/field";
import { Note } from "../parts/note";
import { admissionWords } from "./admission";
import { FileAdvice, RunAdvice } from "./advice";
import { extendCommand, runCommand, superviseCommand } from "./commands";
import { FileStep, Step } from "./file-step";
import { filesOf } from "./files-of";
import { FILES, type Place } from "./places";
import { endpointOf, instanceUid, simulateCommand, type Way } from "./templates";
import { type ChosenToken, maskedToken, placeholderOf, TokenStep } from "./token-step";
import { DownloadAuthority, PlainNote, TrustStep } from "./trust-step";
import { type DoorField, hostProblem, nameProblem } from "./use-door";

const SIMULATED = 25;
/** A cluster has no binary to name, and no released image has both. */
const IMAGE = "registry.example/otelcol-supervised:0.161.0";

/** The steps after the choices: where the hub is, the files, and what to run. */
export function Instructions(props: {
  way: Way;
  place: Place;
  hub: Hub;
  field: DoorField;
  chosen: ChosenToken | null;
  onChoose: (chosen: ChosenToken | null) => void;
}) {
  const { way, hub, field, chosen, onChoose } = props;
  // Simulated agents run in a shell, wherever there is one.
  const place = way === "simulated" ? "linux" : props.place;
  const { door } = field;
  const wrong = hostProblem(field.host) ?? nameProblem(hub, field.host);
  const supervised = way !== "extension" && way !== "simulated";
  const cluster = place === "kubernetes";
  const usual = cluster ? IMAGE : FILES[place].executable;
  const [executable, setExecutable] = useState(usual);
  const [uid, setUid] = useState(newUid);
  const sha256 = hub.agentsTls === "hub-ca" ? hub.caFileSha256 : null;
  const token = chosen !== null;
  const files =
    way === "simulated"
      ? []
      : filesOf({
          way,
          place,
          door,
          token,
          ownAuthority: sha256 !== null,
          executable: executable.trim() || usual,
          instanceUid: uid,
        });
  const first = way === "simulated" ? 2 : 3;
  const firstFile = first + (sha256 === null ? 2 : 3);
  return (
    <>
      <Step number={first} title="Where do its reports go?">
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
            <Field
              id="executable"
              label={
                cluster
                  ? "The image with supervisor and Collector"
                  : "The Collector’s binary on its host"
              }
            >
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
      <Step number={first + 1} title="Enrolment token">
        <TokenStep chosen={chosen} onChoose={onChoose} />
      </Step>
      {sha256 === null ? null : (
        <Step
          number={first + 2}
          title={cluster ? "Trust the hub in the cluster" : "Trust the hub on its host"}
          acts={<DownloadAuthority />}
        >
          <TrustStep hub={hub} door={door} sha256={sha256} place={place} />
        </Step>
      )}
      {files.map((file, at) => (
        <FileStep
          key={file.name}
          {...file}
          number={firstFile + at}
          acts={
            way === "extension" ? (
              <Button size="sm" icon="plus" onClick={() => setUid(newUid())}>
                Another Collector
              </Button>
            ) : null
          }
        >
          {at === files.length - 1 ? <FileAdvice way={way} place={place} /> : null}
        </FileStep>
      ))}
      <Step number={firstFile + files.length} title={runTitle(way, place)}>
        <Run
          chosen={chosen}
          command={(value) => {
            if (supervised) return superviseCommand(place, value);
            if (way === "extension") return extendCommand(place, value);
            const trust = { token, ...(sha256 === null ? {} : { caFile: FILES[place].authority }) };
            return runCommand(simulateCommand(endpointOf(door, "ws"), SIMULATED, trust), value);
          }}
        />
        {way === "simulated" ? (
          <p className="hint under">
            Stop it and they say goodbye; then select them in the list and forget them. Add{" "}
            <code>--fail 0.2</code> or <code>--unhealthy-exporter 0.1</code> to see trouble.
          </p>
        ) : (
          <RunAdvice way={way} place={place} token={token} />
        )}
      </Step>
    </>
  );
}

function newUid(): string {
  return instanceUid(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
}

function runTitle(way: Way, place: Place): string {
  if (way === "simulated") return "Run this anywhere";
  return place === "kubernetes" ? "Run this where kubectl is" : "Run this on its host";
}

/** Commands with their token, which is shown in part and copied whole. */
function Run(props: { command: (token: string | null) => string; chosen: ChosenToken | null }) {
  const { command, chosen } = props;
  const text = command(chosen === null ? null : (chosen.value ?? placeholderOf(chosen)));
  const shown = chosen?.value ? command(maskedToken(chosen.value)) : text;
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
