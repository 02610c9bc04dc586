"use client";
import type { AgentDetail } from "@fleethub/api";
import { useState } from "react";
import { LazyPinDialog } from "../agents/lazy";
import { useAgentResource } from "../data/session";
import { Button } from "../parts/button";
import { Locked } from "../parts/locked";
import { Card } from "../parts/card";
import { SyncChain } from "../parts/sync-chain";
import { TabPanel } from "../parts/tabs";
import { ConfigTrouble } from "./config-trouble";
import { whyDecided } from "./decided-by";
import { DeployEditor } from "./deploy-editor";
import { DifferencesCard } from "./differences-card";
import { EarlierRevisions } from "./earlier-revisions";
import { ImportButton } from "./import-button";
import { HandBackDialog } from "./hand-back-dialog";
import { SideBySide } from "./side-by-side";
import { useAgentActs } from "./use-acts";
import { usePin } from "./use-pin";

/** Where this config stands, why, and how to change it. */
export function ConfigurationTab(props: {
  agent: AgentDetail;
  editing: boolean;
  onEditing: (on: boolean) => void;
}) {
  const { agent } = props;
  const acts = useAgentActs(agent);
  const pin = usePin(agent);
  const resource = useAgentResource(agent);
  const [over, setOver] = useState<"pin" | "local" | null>(null);
  const { desired } = agent.config;
  const accepts = agent.capabilities.includes("AcceptsRemoteConfig");
  const readOnly = accepts
    ? undefined
    : "This agent does not state AcceptsRemoteConfig: it can be seen, and not changed from here";
  const failed =
    agent.sync === "failed" || agent.sync === "rolled-back" || agent.sync === "drifted";
  return (
    <TabPanel of="config">
      <Card
        title="Where this config stands"
        acts={
          <>
            {failed ? (
              <Locked action="agents.write" resource={resource}>
                <Button size="sm" icon="send" onClick={acts.offerAgain}>
                  Offer again
                </Button>
              </Locked>
            ) : null}
            {desired.kind === "local" ? null : (
              <Locked action="agents.write" resource={resource}>
                <Button size="sm" icon="undo" waitsFor={readOnly} onClick={() => setOver("local")}>
                  Hand back to local
                </Button>
              </Locked>
            )}
            {desired.source === "pin" || agent.hold !== null ? (
              <Locked action="agents.write" resource={resource}>
                <Button size="sm" icon="lock" onClick={acts.unpin}>
                  {desired.source === "pin" ? "Lift the pin" : "Lift the hold"}
                </Button>
              </Locked>
            ) : null}
            <Locked action="agents.write" resource={resource}>
              <Button size="sm" icon="config" waitsFor={readOnly} onClick={() => setOver("pin")}>
                Pin a revision
              </Button>
            </Locked>
          </>
        }
      >
        <p className="soft decided">{whyDecided(desired)}</p>
        <SyncChain config={agent.config} />
      </Card>
      <ConfigTrouble agent={agent} />
      <DifferencesCard agent={agent} />
      {props.editing && readOnly === undefined ? (
        <DeployEditor key={agent.uid} agent={agent} onClose={() => props.onEditing(false)} />
      ) : (
        <div className="row wrap">
          <Locked action="agents.write" resource={resource}>
            <Button
              kind="primary"
              icon="config"
              waitsFor={readOnly}
              onClick={() => props.onEditing(true)}
            >
              {desired.kind === "revision"
                ? `Edit ${desired.configuration} r${desired.revision}`
                : "Write a configuration"}
            </Button>
          </Locked>
          <ImportButton
            agent={agent}
            {...(agent.capabilities.includes("ReportsEffectiveConfig")
              ? {}
              : { waitsFor: "This agent does not report its effective config" })}
          />
          {readOnly ? <span className="quiet small">{readOnly}</span> : null}
        </div>
      )}
      <SideBySide agent={agent} />
      {desired.configuration ? (
        <EarlierRevisions agent={agent} name={desired.configuration} onPin={pin} />
      ) : null}
      {over === "pin" ? (
        <LazyPinDialog
          dry={(pin) => ({ verb: "pin", input: { uid: agent.uid, ...pin } })}
          whom={agent.name || "1 agent"}
          reach={agent.presence === "connected" ? "It gets it now." : "It gets it on reconnect."}
          {...(desired.configuration ? { configuration: desired.configuration } : {})}
          onClose={() => setOver(null)}
          onPin={(input) => {
            setOver(null);
            void pin(input);
          }}
        />
      ) : null}
      {over === "local" ? (
        <HandBackDialog
          agent={agent}
          onClose={() => setOver(null)}
          onHandBack={() => {
            setOver(null);
            void pin({ local: true });
          }}
        />
      ) : null}
    </TabPanel>
  );
}
