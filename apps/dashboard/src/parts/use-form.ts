"use client";
import type { ApiProblem } from "@fleethub/api";
import { type FormEvent, useState } from "react";
import { flushSync } from "react-dom";
import { type FormFaults, NO_FAULTS, placed } from "./form-faults";

/** A form that asks the hub for something. */
export interface Form {
  /** It was sent once: what is wrong with it is told from now on. */
  readonly tried: boolean;
  /** The hub has not answered yet; until it has nothing is sent again. */
  readonly busy: boolean;
  /** Why the hub refused, but for what its fields say; null before and where it did not. */
  readonly problem: ApiProblem | null;
  /** What of the refusal is about a field that the form shows. They are in force until it is sent again. */
  readonly faults: FormFaults;
  readonly onSubmit: (event: FormEvent<HTMLFormElement>) => void;
}

/**
 * Sends a form where nothing in it is wrong; else, and where the hub refuses a field, the first that is gets the focus.
 * A session that ended is asked for over the page, so it is no refusal: the form waits as it is and can be sent again.
 */
export function useForm(props: {
  /** Something has to be mended before the hub can be asked. */
  faulty: boolean;
  /** Answers the refusal, or null. */
  ask: () => Promise<ApiProblem | null>;
  onDone?: () => void;
}): Form {
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [faults, setFaults] = useState(NO_FAULTS);
  const send = async (form: HTMLFormElement) => {
    setBusy(true);
    const refused = await props.ask();
    setBusy(false);
    if (refused === null) {
      setTried(false);
      props.onDone?.();
    } else if (refused.type !== "not-signed-in") {
      const { faults: found, rest } = placed(refused, form);
      flushSync(() => {
        setFaults(found);
        setProblem(rest);
      });
      if (found.size > 0) toFault(form);
    }
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    if (busy) return;
    flushSync(() => {
      setTried(true);
      setProblem(null);
      setFaults(NO_FAULTS);
    });
    if (props.faulty) toFault(form);
    else void send(form);
  };
  return { tried, busy, problem, faults, onSubmit };
}

function toFault(form: HTMLFormElement): void {
  form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}
