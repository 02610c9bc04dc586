"use client";
import type { ApiProblem } from "@fleethub/api";
import { type FormEvent, useState } from "react";
import { flushSync } from "react-dom";

/** A form that asks the hub for something. */
export interface Form {
  /** It was sent once: what is wrong with it is told from now on. */
  readonly tried: boolean;
  /** The hub has not answered yet; until it has nothing is sent again. */
  readonly busy: boolean;
  /** Why the hub refused; null before and where it did not. */
  readonly problem: ApiProblem | null;
  readonly onSubmit: (event: FormEvent<HTMLFormElement>) => void;
}

/**
 * Sends a form where nothing in it is wrong; else the first field that is gets the focus. A session that ended is
 * asked for over the page, so it is no refusal: the form waits as it is and can be sent again.
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
  const send = async () => {
    setBusy(true);
    setProblem(null);
    const refused = await props.ask();
    setBusy(false);
    if (refused === null) {
      setTried(false);
      props.onDone?.();
    } else if (refused.type !== "not-signed-in") setProblem(refused);
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    if (busy) return;
    flushSync(() => setTried(true));
    if (props.faulty) form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    else void send();
  };
  return { tried, busy, problem, onSubmit };
}
