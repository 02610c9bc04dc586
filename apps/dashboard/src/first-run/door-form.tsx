"use client";
import type { ApiResult } from "@fleethub/api";
import type { ReactNode } from "react";
import { Button } from "../parts/button";
import { FormFaultsContext } from "../parts/form-faults";
import { Refusal } from "../parts/refusal";
import { useForm } from "../parts/use-form";

/** What a link that works once asks for. Whoever answers it is signed in, and led to the fleet. */
export function DoorForm(props: {
  what: string;
  /** The verb of its button, and the same while the hub is asked. */
  button: string;
  busy: string;
  faulty: boolean;
  ask: () => Promise<ApiResult<unknown>>;
  /** Told whether the form was sent once, for what is said only then. */
  children: (tried: boolean) => ReactNode;
}) {
  const form = useForm({
    faulty: props.faulty,
    ask: async () => {
      const result = await props.ask();
      return result.ok ? null : result.problem;
    },
    onDone: () => window.location.replace("/agents"),
  });
  return (
    <form className="stack" noValidate onSubmit={form.onSubmit}>
      <p className="soft">{props.what}</p>
      <Refusal problem={form.problem} />
      <FormFaultsContext value={form.faults}>{props.children(form.tried)}</FormFaultsContext>
      <Button kind="primary" type="submit" aria-busy={form.busy}>
        {form.busy ? props.busy : props.button}
      </Button>
    </form>
  );
}
