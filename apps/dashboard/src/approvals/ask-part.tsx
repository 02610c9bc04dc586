"use client";
import type { ApiProblem, Preview, PreviewRequest } from "@fleethub/api";
import dynamic from "next/dynamic";
import { Trouble } from "../parts/trouble";

/** The form that asks for approval, loaded when something needs it: most acts never do. */
export const AskPart = dynamic(() => import("./ask-form").then((form) => form.AskForm), {
  ssr: false,
});

/** What a button waits for that would change a protected group; undefined where nothing is protected. */
export function approvalWaits(preview: Preview | null): string | undefined {
  return preview === null || preview.approval === null
    ? undefined
    : "It needs approval: ask for it";
}

/** Why the hub refused; where only an approval is missing, the way to ask for it. */
export function RefusedPart({ problem, wish }: { problem: ApiProblem; wish: PreviewRequest }) {
  const { type, approval } = problem;
  if (type !== "approval-required" || approval === undefined) return <Trouble problem={problem} />;
  return <AskPart needed={approval} wish={wish} />;
}
