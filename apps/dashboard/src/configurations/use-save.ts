"use client";
import type { ApiProblem, Configuration } from "@fleethub/api";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { saveDraft } from "../agent/deploy";
import { toast } from "../parts/toast";
import type { Draft } from "./use-draft";

/** Saves a draft as a revision, by the button or with Ctrl or Cmd S. */
export function useSave(input: {
  configuration: Configuration;
  draft: Pick<Draft, "text" | "message" | "layers" | "variables">;
  /** What saving waits for, if for anything. */
  waits?: string;
  onSaved: (number: number) => void;
}): { readonly save: () => Promise<void>; readonly problem: ApiProblem | null } {
  const client = useQueryClient();
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const busy = useRef(false);
  const save = async () => {
    if (busy.current || input.waits !== undefined) return;
    busy.current = true;
    setProblem(null);
    const { name } = input.configuration;
    const saved = await saveDraft({
      name,
      exists: true,
      content: input.draft.text,
      message: input.draft.message,
      layers: input.draft.layers,
      variables: input.draft.variables,
    });
    busy.current = false;
    if (!saved.ok) return setProblem(saved.problem);
    const { number, sameMeaningAs } = saved.revision;
    toast({
      title: `Saved r${number}`,
      detail:
        sameMeaningAs === null
          ? "No agent gets it before it is rolled out or pinned."
          : `It means the same as r${sameMeaningAs}: nothing would restart.`,
    });
    await client.invalidateQueries({ queryKey: ["configuration", name] });
    void client.invalidateQueries({ queryKey: ["configurations"] });
    input.onSaved(number);
  };
  const latest = useRef(save);
  latest.current = save;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
      event.preventDefault();
      void latest.current();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return { save, problem };
}
