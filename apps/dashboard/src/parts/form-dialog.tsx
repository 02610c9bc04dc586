"use client";
import type { ApiProblem } from "@fleethub/api";
import type { ReactNode } from "react";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { FormFaultsContext } from "./form-faults";
import { Refusal } from "./refusal";
import { useForm } from "./use-form";

/** A form over the page. It closes when the hub took it, and says why where it did not: at the field, else beneath. */
export function FormDialog(props: {
  title: string;
  button: string;
  danger?: boolean;
  wide?: boolean;
  /** Something has to be mended before the hub can be asked. Default false. */
  faulty?: boolean;
  /** Answers the refusal, or null. */
  ask: () => Promise<ApiProblem | null>;
  onClose: () => void;
  /** Told whether the form was sent once, for what is said only then. */
  children: ReactNode | ((tried: boolean) => ReactNode);
}) {
  const { children, onClose } = props;
  const form = useForm({ faulty: props.faulty ?? false, ask: props.ask, onDone: onClose });
  return (
    <Dialog
      title={props.title}
      {...(props.wide ? { wide: true } : {})}
      onClose={onClose}
      onSubmit={form.onSubmit}
      acts={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            kind={props.danger ? "danger-solid" : "primary"}
            type="submit"
            aria-busy={form.busy}
          >
            {props.button}
          </Button>
        </>
      }
    >
      <FormFaultsContext value={form.faults}>
        {typeof children === "function" ? children(form.tried) : children}
      </FormFaultsContext>
      <Refusal problem={form.problem} />
    </Dialog>
  );
}
