"use client";
import type { AgentDetail } from "@fleethub/api";
import { useState } from "react";
import { Button } from "../parts/button";
import { Dialog } from "../parts/dialog";
import { Field } from "../parts/field";

interface Common {
  readonly agent: AgentDetail;
  readonly onClose: () => void;
}

/** Shows another name than the reported one; an empty name shows the reported one again. */
export function RenameDialog({
  agent,
  onClose,
  onName,
}: Common & { onName: (name: string | null) => Promise<void> }) {
  const [name, setName] = useState(agent.givenName ?? "");
  return (
    <Dialog
      title="Name to show"
      onClose={onClose}
      onSubmit={() => {
        onClose();
        void onName(name.trim() || null);
      }}
      acts={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit">
            {name.trim() ? "Show this name" : "Show the reported name"}
          </Button>
        </>
      }
    >
      <Field
        id="agent-name"
        label="Name"
        hint={`It reports itself as ${agent.reportedName || "nothing"}. Empty shows that.`}
      >
        <input
          id="agent-name"
          className="input"
          maxLength={255}
          value={name}
          aria-describedby="agent-name-says"
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
    </Dialog>
  );
}

/** Says what goes before it goes. */
export function ForgetDialog({
  agent,
  onClose,
  onForget,
}: Common & { onForget: () => Promise<void> }) {
  return (
    <Dialog
      title={`Forget ${agent.name || agent.uid}?`}
      onClose={onClose}
      onSubmit={() => {
        onClose();
        void onForget();
      }}
      acts={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="danger-solid" type="submit">
            Forget the agent
          </Button>
        </>
      }
    >
      <p className="soft">
        Its record, labels and history go; the audit keeps that you forgot it. If it reports again
        it is a new agent.
      </p>
    </Dialog>
  );
}

/** Says what a restart does before it does it. */
export function RestartDialog({
  agent,
  onClose,
  onRestart,
}: Common & { onRestart: () => Promise<void> }) {
  return (
    <Dialog
      title={`Restart ${agent.name || agent.uid}?`}
      onClose={onClose}
      onSubmit={() => {
        onClose();
        void onRestart();
      }}
      acts={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit">
            Restart the Collector
          </Button>
        </>
      }
    >
      <p className="soft">
        1 Collector stops and starts once; senders retry for the seconds in between.
      </p>
    </Dialog>
  );
}
