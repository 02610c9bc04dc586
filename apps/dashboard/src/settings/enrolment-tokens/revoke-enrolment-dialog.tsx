"use client";
import type { EnrolmentToken } from "@fleethub/api";
import { useState } from "react";
import { hub } from "../../data/hub";
import { Note } from "../../parts/note";
import { RevokeDialog } from "../../parts/revoke-dialog";
import { toast } from "../../parts/toast";
import { plural } from "../../words/format";
import { useAct } from "../parts/use-settings";

/** Ends a token, and where asked everybody who came with it. */
export function RevokeEnrolmentDialog(props: { token: EnrolmentToken; onClose: () => void }) {
  const { token } = props;
  const { ask } = useAct();
  const [agents, setAgents] = useState(false);
  const revoke = async (reason: string) => {
    const result = await ask(
      hub.revokeEnrolmentToken({
        params: { name: token.name },
        body: { reason, agents },
        ifMatch: token.version,
      }),
    );
    if (!result.ok) return result.problem;
    toast({
      title: `${token.name} was revoked`,
      ...(result.data.agents > 0
        ? { detail: `${plural(result.data.agents, "agent")} with it.` }
        : {}),
    });
    return null;
  };
  return (
    <RevokeDialog
      title={`Revoke the enrolment token ${token.name}?`}
      button={agents ? `Revoke it and ${plural(token.agents, "agent")}` : "Revoke"}
      revoke={revoke}
      onClose={props.onClose}
    >
      <p className="soft">
        Nobody comes in with it any more, and connections of agents that have nothing else end at
        once. Agents with a credential of their own go on.
      </p>
      {token.agents > 0 ? (
        <label className="row">
          <input
            type="checkbox"
            checked={agents}
            onChange={(event) => setAgents(event.target.checked)}
          />
          Also revoke the {plural(token.agents, "agent")} that came with it
        </label>
      ) : null}
      {agents ? (
        <Note tone="bad">
          <b>{plural(token.agents, "connection")} may end at once.</b> Their Collectors go on with
          what they run, and nothing reaches them until they are readmitted.
        </Note>
      ) : null}
    </RevokeDialog>
  );
}
