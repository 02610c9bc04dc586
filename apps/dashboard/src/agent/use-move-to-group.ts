"use client";
import type { AgentDetail } from "@fleethub/api";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { askInstead } from "../approvals/ask-instead";
import { hub } from "../data/hub";
import { toast } from "../parts/toast";

/** Gives an agent the labels that a group's selector names, and says what came of it. */
export function useMoveToGroup(agent: AgentDetail): (group: string) => Promise<void> {
  const client = useQueryClient();
  const { uid, resourceVersion: ifMatch } = agent;
  return useCallback(
    async (group) => {
      const result = await hub.moveAgent({ params: { uid }, body: { group }, ifMatch });
      const wish = { verb: "move-to-group", input: { uid, group } } as const;
      if (!result.ok && askInstead(result.problem, wish)) return;
      if (!result.ok)
        return toast({ tone: "bad", title: result.problem.title, detail: result.problem.detail });
      client.setQueryData(["agent", uid], result.data);
      void client.invalidateQueries({ queryKey: ["groups"] });
      toast({ title: `Moved to ${group}`, detail: "Its labels say so from now on." });
    },
    [client, uid, ifMatch],
  );
}
