"use client";
import type { AgentDetail } from "@fleethub/api";
import { useState } from "react";
import { LazyLabelDialog, LazyMoveDialog } from "../agents/lazy";
import { useAgentResource, useMay } from "../data/session";
import { groupHref } from "../groups/addresses";
import { Badge } from "../parts/badge";
import { Button } from "../parts/button";
import { Locked } from "../parts/locked";
import { CopyButton } from "../parts/copy-button";
import { Icon } from "../parts/icon";
import { Mark } from "../parts/mark";
import { Menu } from "../parts/menu";
import { PRESENCE, SYNC } from "../words/states";
import { decidedBy } from "./decided-by";
import { ForgetDialog, RenameDialog, RestartDialog } from "./head-dialogs";
import { useAgentActs } from "./use-acts";
import { LazyVariableDialog } from "./lazy";
import { useMoveToGroup } from "./use-move-to-group";
import { Link } from "../parts/link";

/** Who this is, where it stands, and what can be asked of it. */
export function AgentHead(props: {
  agent: AgentDetail;
  before: string | null;
  after: string | null;
  onWalk: (uid: string | null) => void;
  onConfigure: () => void;
}) {
  const { agent } = props;
  const acts = useAgentActs(agent);
  const resource = useAgentResource(agent);
  const locked = useMay()("agents.write", resource);
  const [over, setOver] = useState<
    "label" | "variable" | "rename" | "forget" | "restart" | "move" | null
  >(null);
  const moveTo = useMoveToGroup(agent);
  const [variable, setVariable] = useState("");
  const close = () => setOver(null);
  const decider = decidedBy(agent.config.desired);
  const connected = agent.presence === "connected" || agent.presence === "stale";
  const lacks = (name: string, what: string) =>
    agent.capabilities.includes(name) ? undefined : `This agent does not state ${what}`;
  const away = connected ? undefined : "Waits for the agent to connect";
  const restartWaits = away ?? lacks("AcceptsRestartCommand", "AcceptsRestartCommand");
  return (
    <>
      <header className="page-head tight">
        <span className="crumb">
          <Link href="/agents">Agents</Link>
          <Icon name="right" small />
        </span>
        <h1 className="clip">{agent.name || agent.uid}</h1>
        <Badge tone={PRESENCE[agent.presence].tone === "warn" ? "warn" : "mute"}>
          <Mark of={agent.presence} />
          {PRESENCE[agent.presence].word}
        </Badge>
        <Badge tone={SYNC[agent.sync].tone}>
          <i className={`tk tk-${agent.sync}`} aria-hidden="true" />
          {SYNC[agent.sync].word}
        </Badge>
        <div className="acts">
          {props.before || props.after ? (
            <>
              <Button
                kind="ghost"
                size="sm"
                icon="up"
                aria-label="Previous agent, k"
                waitsFor={props.before ? undefined : "This is the first of the list"}
                onClick={() => props.onWalk(props.before)}
              />
              <Button
                kind="ghost"
                size="sm"
                icon="down"
                aria-label="Next agent, j"
                waitsFor={props.after ? undefined : "This is the last of the list"}
                onClick={() => props.onWalk(props.after)}
              />
            </>
          ) : null}
          {agent.admission === "awaiting-approval" ? (
            <Locked action="agents.approve" resource={resource}>
              <Button kind="primary" icon="ok" onClick={acts.approve}>
                Approve
              </Button>
            </Locked>
          ) : null}
          <Locked action="agents.write" resource={resource}>
            <Button icon="undo" waitsFor={restartWaits} onClick={() => setOver("restart")}>
              Restart
            </Button>
          </Locked>
          <Locked action="agents.write" resource={resource}>
            <Button
              icon="config"
              waitsFor={lacks(
                "AcceptsRemoteConfig",
                "AcceptsRemoteConfig: it cannot be changed from here",
              )}
              onClick={props.onConfigure}
            >
              Change configuration
            </Button>
          </Locked>
          <Menu
            label="More actions"
            items={[
              {
                label: "Ask for full state",
                icon: "pulse",
                waitsFor: locked ?? away,
                run: acts.refresh,
              },
              { label: "Offer again", icon: "send", waitsFor: locked, run: acts.offerAgain },
              {
                label: "Move to group",
                icon: "groups",
                waitsFor: locked,
                run: () => setOver("move"),
              },
              { label: "Rename", icon: "tag", waitsFor: locked, run: () => setOver("rename") },
              {
                label: "Give a new instance UID",
                icon: "key",
                waitsFor: locked ?? away,
                run: acts.newUid,
              },
              {
                label: "Forget",
                icon: "x",
                danger: true,
                waitsFor:
                  locked ??
                  (agent.presence === "connected"
                    ? "Waits for the agent to be gone: it would come back at once"
                    : undefined),
                run: () => setOver("forget"),
              },
            ]}
          />
        </div>
      </header>
      <div className="idline">
        <span className="uid">
          {agent.uid}
          <CopyButton text={agent.uid} label="Copy instance UID" className="ghost tiny" />
        </span>
        {agent.configuration === null ? (
          <span className="quiet">No configuration assigned</span>
        ) : (
          <span>
            {agent.sync === "in-sync" ? "runs" : "should run"}{" "}
            <Link
              href={`/configurations/one?name=${agent.configuration}&rev=${agent.revision ?? ""}`}
            >
              {agent.configuration} r{agent.revision}
            </Link>
            {decider === "" ? null : <span className="quiet">, {decider}</span>}
          </span>
        )}
        {agent.group === null ? (
          <span className="quiet">in no group</span>
        ) : (
          <span>
            in <Link href={groupHref(agent.group)}>{agent.group}</Link>
          </span>
        )}
        {Object.entries(agent.labels).map(([key, value]) => (
          <span key={key} className="chip">
            <span className="k">{key}</span>
            {value}
            {locked === undefined ? (
              <button
                type="button"
                aria-label={`Remove label ${key}`}
                onClick={() => void acts.label({ [key]: null })}
              >
                <Icon name="x" small />
              </button>
            ) : null}
          </span>
        ))}
        <Locked action="agents.write" resource={resource}>
          <Button kind="ghost" size="sm" icon="plus" onClick={() => setOver("label")}>
            Label
          </Button>
        </Locked>
        {Object.entries(agent.variables).map(([name, value]) =>
          locked === undefined ? (
            <button
              key={name}
              type="button"
              className="chip variable"
              aria-label={`Variable ${name}: ${String(value)}, change it`}
              onClick={() => {
                setVariable(name);
                setOver("variable");
              }}
            >
              <span className="k">{name}</span>
              {String(value)}
            </button>
          ) : (
            <span key={name} className="chip">
              <span className="k">{name}</span>
              {String(value)}
            </span>
          ),
        )}
        <Locked action="agents.write" resource={resource}>
          <Button
            kind="ghost"
            size="sm"
            icon="plus"
            onClick={() => {
              setVariable("");
              setOver("variable");
            }}
          >
            Variable
          </Button>
        </Locked>
      </div>
      {over === "label" ? (
        <LazyLabelDialog
          whom={agent.name}
          dry={(labels) => ({ verb: "label", input: { uid: agent.uid, labels } })}
          onClose={close}
          onLabels={(labels) => {
            close();
            void acts.label(labels);
          }}
        />
      ) : null}
      {over === "variable" ? (
        <LazyVariableDialog
          agent={agent}
          name={variable}
          onClose={close}
          onValue={(variables) => {
            close();
            void acts.setVariables(variables);
          }}
        />
      ) : null}
      {over === "move" ? (
        <LazyMoveDialog
          whom={agent.name || "this agent"}
          dry={(group) => ({ verb: "move-to-group", input: { uid: agent.uid, group } })}
          onClose={close}
          onGroup={(group) => {
            close();
            void moveTo(group);
          }}
        />
      ) : null}
      {over === "rename" ? (
        <RenameDialog agent={agent} onClose={close} onName={acts.rename} />
      ) : null}
      {over === "forget" ? (
        <ForgetDialog agent={agent} onClose={close} onForget={acts.forget} />
      ) : null}
      {over === "restart" ? (
        <RestartDialog agent={agent} onClose={close} onRestart={acts.restart} />
      ) : null}
    </>
  );
}
