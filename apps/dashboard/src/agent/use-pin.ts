"use client";
import type { AgentDetail, ApiProblem } from "@fleethub/api";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { PinInput } from "../agents/pin-dialog";
import { askInstead } from "../approvals/ask-instead";
import { hub } from "../data/hub";
import { toast } from "../parts/toast";

/** Pins one agent and says what was asked. The problem where the hub refused, else null. */
export function usePin(agent: AgentDetail): (pin: PinInput) => Promise<ApiProblem | null> {
  const client = useQueryClient();
  const { uid, presence } = agent;
  return useCallback(
    async (pin) => {
      const result = await hub.pinAgent({ params: { uid }, body: pin });
      if (!result.ok) {
        if (askInstead(result.problem, { verb: "pin", input: { uid, ...pin } })) return null;
        const [first] = result.problem.findings ?? [];
        toast({
          tone: "bad",
          title: result.problem.title,
          detail: first?.message ?? result.problem.detail,
        });
        return result.problem;
      }
      client.setQueryData(["agent", uid], result.data);
      const when = presence === "connected" ? "It is offered now." : "It is offered on reconnect.";
      toast({
        title:
          "local" in pin
            ? "Handed back to local files"
            : `Pinned to ${pin.configuration} r${pin.revision}`,
        detail: when,
      });
      return null;
    },
    [client, uid, presence],
  );
}
