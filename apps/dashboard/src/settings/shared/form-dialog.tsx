"use client";
import type { ApiProblem } from "@fleethub/api";
import { type ReactNode, useState } from "react";
import { Button } from "../../parts/button";
import { Dialog } from "../../parts/dialog";
import { Refusal } from "../../sign-in/refusal";

/**
 * A form over the page. It closes when the hub took it, and says why where it did not. `submit` answers the refusal,
 * null where all went well, or `"stay"` where the form itself has to be mended first.
 */
export function FormDialog(props: {
  title: string;
  button: string;
  danger?: boolean;
  wide?: boolean;
  submit: () => Promise<ApiProblem | null | "stay">;
  onClose: () => void;
  children: ReactNode;
}) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const submit = async () => {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    const answer = await props.submit();
    setBusy(false);
    if (answer === null) props.onClose();
    else if (answer !== "stay") setProblem(answer);
  };
  return (
    <Dialog
      title={props.title}
      {...(props.wide ? { wide: true } : {})}
      onClose={props.onClose}
      onSubmit={() => void submit()}
      acts={
        <>
          <Button onClick={props.onClose}>Cancel</Button>
          <Button kind={props.danger ? "danger-solid" : "primary"} type="submit" aria-busy={busy}>
            {props.button}
          </Button>
        </>
      }
    >
      {props.children}
      <Refusal problem={problem} />
    </Dialog>
  );
}
