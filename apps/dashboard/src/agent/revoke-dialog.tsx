"use client";
import { useState } from "react";
import { Button } from "../parts/button";
import { Dialog } from "../parts/dialog";
import { Field } from "../parts/field";

/** Asks why before agents are shut out. */
export function RevokeDialog(props: {
  /** Such as `edge-7` or `3 agents`. */
  whom: string;
  /** Of many: who is connected and who is away. */
  reach?: string;
  onClose: () => void;
  onRevoke: (reason: string) => void;
}) {
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const missing = reason.trim() === "";
  return (
    <Dialog
      title={`Revoke ${props.whom}?`}
      onClose={props.onClose}
      onSubmit={() => {
        setTried(true);
        if (!missing) props.onRevoke(reason.trim());
      }}
      acts={
        <>
          <Button onClick={props.onClose}>Cancel</Button>
          <Button kind="danger-solid" type="submit">
            Revoke {props.whom}
          </Button>
        </>
      }
    >
      <p className="soft">
        {props.reach === undefined ? (
          "The connection ends within a second, and nothing it holds opens the door again until it is readmitted. The Collector itself goes on with what it runs."
        ) : (
          <>
            {props.reach} Connections end within a second, and nothing that these agents hold opens
            the door again until they are readmitted. Their Collectors go on with what they run.
          </>
        )}
      </p>
      <Field
        id="revoke-agent-reason"
        label="Why"
        hint="For the audit, and for the answer that is given at the door"
        {...(tried && missing ? { error: "Say why in a few words" } : {})}
      >
        <input
          id="revoke-agent-reason"
          className="input"
          autoComplete="off"
          aria-invalid={tried && missing}
          aria-describedby="revoke-agent-reason-says"
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
    </Dialog>
  );
}
