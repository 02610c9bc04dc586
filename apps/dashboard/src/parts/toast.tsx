"use client";
import type { ApiProblem } from "@fleethub/api";
import { useSyncExternalStore } from "react";
import type { Tone } from "../words/states";
import { Button } from "./button";
import { Icon } from "./icon";

/** What a toast says. With an action it stays until it is closed. */
export interface ToastWords {
  readonly tone?: Tone;
  readonly title: string;
  readonly detail?: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

interface Shown extends ToastWords {
  readonly id: number;
}

const STAYS_MS = 6_000;
const SHOWN_MAX = 4;
let shown: readonly Shown[] = [];
let next = 1;
const listeners = new Set<() => void>();

function set(toasts: readonly Shown[]): void {
  shown = toasts;
  for (const tell of listeners) tell();
}

/** Says what was asked or refused, at the edge of the page. */
export function toast(words: ToastWords): void {
  const id = next++;
  set([...shown, { ...words, id }].slice(-SHOWN_MAX));
  if (words.action === undefined && words.tone !== "bad") setTimeout(() => dismiss(id), STAYS_MS);
}

/** Says a refusal of the hub, where no form is open that could. */
export function tellRefusal(problem: ApiProblem | null): void {
  if (problem !== null) toast({ tone: "bad", title: problem.title, detail: problem.detail });
}

function dismiss(id: number): void {
  set(shown.filter((one) => one.id !== id));
}

const subscribe = (tell: () => void) => {
  listeners.add(tell);
  return () => listeners.delete(tell);
};
const none: readonly Shown[] = [];

/** Where toasts appear; once, in the shell. */
export function Toasts() {
  const toasts = useSyncExternalStore(
    subscribe,
    () => shown,
    () => none,
  );
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toasts.map((one) => (
        <div key={one.id} className="toast">
          <Icon
            name={one.tone === "bad" ? "bad" : one.tone === "warn" ? "warn" : "ok"}
            className={`c-${one.tone ?? "ok"}`}
          />
          <div className="grow">
            <b>{one.title}</b>
            {one.detail ? <div className="soft small">{one.detail}</div> : null}
            {one.action ? (
              <div className="acts">
                <Button
                  size="sm"
                  onClick={() => {
                    one.action?.run();
                    dismiss(one.id);
                  }}
                >
                  {one.action.label}
                </Button>
              </div>
            ) : null}
          </div>
          <Button
            kind="ghost"
            size="sm"
            icon="x"
            aria-label="Close"
            onClick={() => dismiss(one.id)}
          />
        </div>
      ))}
    </div>
  );
}
