"use client";
import type { ApiProblem } from "@fleethub/api";
import { type ReactNode, useState } from "react";
import { FormDialog } from "./form-dialog";
import { TextField } from "./text-field";

/** Asks why before agents, or what they come with, are shut out. */
export function RevokeDialog(props: {
  title: string;
  button: string;
  /** Answers the refusal, or null. */
  revoke: (reason: string) => Promise<ApiProblem | null>;
  onClose: () => void;
  /** What will happen. */
  children: ReactNode;
}) {
  const [reason, setReason] = useState("");
  const missing = reason.trim() === "";
  return (
    <FormDialog
      title={props.title}
      button={props.button}
      danger
      faulty={missing}
      ask={() => props.revoke(reason.trim())}
      onClose={props.onClose}
    >
      {(tried) => (
        <>
          {props.children}
          <TextField
            id="revoke-reason"
            pointer="/reason"
            label="Why"
            hint="For the audit, and for the answer that is given at the door"
            error={tried && missing ? "Say why in a few words" : undefined}
            value={reason}
            onChange={setReason}
          />
        </>
      )}
    </FormDialog>
  );
}
