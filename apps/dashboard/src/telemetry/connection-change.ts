"use client";
import type { AgentDetail, ConnectionBody } from "@fleethub/api";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { askInstead } from "../approvals/ask-instead";
import { hub } from "../data/hub";
import { toast } from "../parts/toast";

/** Whether a dialog about one agent's connections is open, and the act that it asks for. */
export function useConnectionChange({ uid, resourceVersion: ifMatch }: AgentDetail) {
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const change = async (body: ConnectionBody, title: string, detail: string) => {
    setAsking(false);
    const result = await hub.connectAgent({ params: { uid }, body, ifMatch });
    const wish = { verb: "connection", input: { uid, ...body } } as const;
    if (!result.ok && askInstead(result.problem, wish)) return;
    if (!result.ok)
      return toast({ tone: "bad", title: result.problem.title, detail: result.problem.detail });
    toast({ title, detail });
    void client.invalidateQueries({ queryKey: ["agent", uid] });
    void client.invalidateQueries({ queryKey: ["telemetry", uid] });
  };
  return { asking, ask: () => setAsking(true), close: () => setAsking(false), change };
}
