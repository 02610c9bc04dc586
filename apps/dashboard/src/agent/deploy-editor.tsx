"use client";
import type { AgentDetail, ApiProblem, LayerReference, VariableDeclaration } from "@fleethub/api";
import type { Finding } from "@fleethub/collector-config";
import { useMemo, useRef, useState } from "react";
import { useLayerTexts } from "../configurations/layers/use-layer-texts";
import { useSecretNames } from "../configurations/use-secret-names";
import { useAgentComponents, useConfigurations, useRevision } from "../data/queries";
import type { EditorHandle } from "../editor/config-editor";
import { LazyConfigEditor } from "../editor/lazy";
import { Button } from "../parts/button";
import { Card } from "../parts/card";
import { Dialog } from "../parts/dialog";
import { Field } from "../parts/field";
import { Problems } from "../parts/problems";
import { Skeleton } from "../parts/skeleton";
import { Trouble } from "../parts/trouble";
import { plural } from "../words/format";
import { componentsOf } from "./components-of";
import { saveDraft } from "./deploy";
import { nameFrom, STARTER } from "./starter";
import { usePin } from "./use-pin";
import "../styles/pages/deploy.css";

const NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;
/** Only this agent's Collector lacks it; another may have it, so it can be offered all the same. */
const ONLY_HERE = "component-not-available";

/** The editor of one agent's configuration. It starts from desired, never from what runs: that is redacted. */
export function DeployEditor({ agent, onClose }: { agent: AgentDetail; onClose: () => void }) {
  const { desired } = agent.config;
  const name = desired.configuration ?? "";
  const number = desired.revision ?? 0;
  const base = useRevision(name, number);
  const [from] = useState({ name, number });
  if (from.name !== "" && from.number > 0 && !base.data) {
    return base.error ? <Trouble error={base.error} /> : <Skeleton lines={12} />;
  }
  return (
    <Draft
      agent={agent}
      onClose={onClose}
      name={from.name}
      number={from.number}
      text={base.data?.source ?? STARTER}
      layers={base.data?.layers ?? []}
      variables={base.data?.variables ?? []}
    />
  );
}

function Draft(props: {
  agent: AgentDetail;
  onClose: () => void;
  name: string;
  number: number;
  text: string;
  /** What the revision stands on; it stays as it is. */
  layers: readonly LayerReference[];
  variables: readonly VariableDeclaration[];
}) {
  const { agent } = props;
  const [start] = useState(props.text);
  const [text, setText] = useState(start);
  const [findings, setFindings] = useState<readonly Finding[] | null>(null);
  const [name, setName] = useState(props.name || nameFrom(agent.name));
  const [message, setMessage] = useState("");
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const [force, setForce] = useState(false);
  const handle = useRef<EditorHandle | null>(null);
  const components = useAgentComponents(agent.uid);
  const layerTexts = useLayerTexts(props.layers);
  const secrets = useSecretNames();
  const against = useMemo(
    () => ({
      components: componentsOf(components.data),
      version: agent.version,
      layers: layerTexts.inputs,
      variables: props.variables,
      secrets,
    }),
    [components.data, agent.version, layerTexts.inputs, props.variables, secrets],
  );
  const configurations = useConfigurations();
  const pin = usePin(agent);
  const existing = configurations.data?.items.find((one) => one.name === name);
  const others = Math.max(0, (existing?.pinnedAgents ?? 0) - (name === props.name ? 1 : 0));
  const unchanged = props.number > 0 && text === start && name === props.name;
  const next = unchanged ? props.number : (existing?.latestRevision ?? 0) + 1;
  const errors = (findings ?? []).filter(({ severity }) => severity === "error");
  const stops = errors.filter(({ code }) => code !== ONLY_HERE);
  const lacks = errors.filter(({ code }) => code === ONLY_HERE);
  const waits = !NAME.test(name)
    ? "Waits for a name"
    : findings === null
      ? "Waits for the check"
      : stops.length > 0
        ? `Waits for ${plural(stops.length, "problem")}`
        : busy
          ? "Asked"
          : undefined;

  const deploy = async (forced: boolean) => {
    setForce(false);
    setBusy(true);
    setProblem(null);
    let revision = props.number;
    if (!unchanged) {
      const saved = await saveDraft({
        name,
        exists: existing !== undefined,
        content: text,
        message,
        layers: props.layers,
        variables: props.variables,
      });
      if (!saved.ok) {
        setBusy(false);
        return setProblem(saved.problem);
      }
      revision = saved.revision.number;
    }
    const refused = await pin({ configuration: name, revision, force: forced });
    setBusy(false);
    setProblem(refused);
    if (refused === null) props.onClose();
  };

  return (
    <Card
      title={props.number > 0 ? `Edit ${props.name} r${props.number}` : "Write a configuration"}
      flush
      acts={
        <>
          <span className="small soft" id="deploy-waits">
            {waits ??
              (lacks.length > 0 ? `This agent lacks ${plural(lacks.length, "component")}` : "")}
          </span>
          <Button size="sm" onClick={props.onClose}>
            Close the editor
          </Button>
          {lacks.length > 0 && stops.length === 0 ? (
            <Button size="sm" kind="danger" waitsFor={waits} onClick={() => setForce(true)}>
              Deploy anyway
            </Button>
          ) : null}
          <Button
            size="sm"
            kind="primary"
            aria-describedby="deploy-waits"
            waitsFor={waits ?? (lacks.length > 0 ? "This agent cannot run it" : undefined)}
            onClick={() => void deploy(false)}
          >
            {`Deploy ${name} r${next} to this agent`}
          </Button>
        </>
      }
    >
      <div className="deploy-bar">
        <Field
          id="deploy-name"
          label="Configuration"
          error={NAME.test(name) ? undefined : "1 to 63 lower case letters, digits and dashes"}
          hint={
            existing
              ? `exists, r${existing.latestRevision} is its newest`
              : "is made with this revision"
          }
        >
          <input
            id="deploy-name"
            className="input mono"
            list="deploy-names"
            value={name}
            aria-describedby="deploy-name-says"
            onChange={(event) => setName(event.target.value)}
          />
          <datalist id="deploy-names">
            {configurations.data?.items.map((one) => (
              <option key={one.name} value={one.name} />
            ))}
          </datalist>
        </Field>
        <Field id="deploy-message" label="Message" hint="why, for those who read it later">
          <input
            id="deploy-message"
            className="input"
            maxLength={1024}
            value={message}
            aria-describedby="deploy-message-says"
            onChange={(event) => setMessage(event.target.value)}
          />
        </Field>
        <p className="soft small">
          1 agent gets {name} r{next} {agent.presence === "connected" ? "now" : "on reconnect"}; its
          Collector restarts once.
          {others > 0
            ? ` ${plural(others, "other agent")} pinned to ${name} keep their revision.`
            : ""}
        </p>
      </div>
      {problem ? <Trouble problem={problem} /> : null}
      <div className="deploy-editor">
        <LazyConfigEditor
          label={`Editor, ${name}`}
          text={start}
          origin="start"
          against={against}
          onText={setText}
          onJudged={({ findings: found }) => setFindings(found)}
          handle={handle}
        />
      </div>
      <Problems
        findings={findings}
        onShow={(finding) => handle.current?.show(finding)}
        onApply={(finding) => handle.current?.apply(finding)}
      />
      {force ? (
        <Dialog
          title="Deploy what this agent cannot run?"
          onClose={() => setForce(false)}
          onSubmit={() => void deploy(true)}
          acts={
            <>
              <Button onClick={() => setForce(false)}>Cancel</Button>
              <Button kind="danger-solid" type="submit">
                Deploy anyway
              </Button>
            </>
          }
        >
          <p className="soft">
            Its Collector refuses it. Without agent.validate_config it goes down until the hub has
            returned it to the last good configuration.
          </p>
          <ul className="stack">
            {lacks.map((finding) => (
              <li key={finding.message}>{finding.message}</li>
            ))}
          </ul>
        </Dialog>
      ) : null}
    </Card>
  );
}
