"use client";
import type { AgentDetail, ApiResult, PreviewRequest, VariableValue } from "@fleethub/api";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { askInstead } from "../approvals/ask-instead";
import { hub } from "../data/hub";
import { toast } from "../parts/toast";

/** What an operator can ask of one agent. Each says what was asked; what came of it arrives by itself. */
export interface AgentActs {
  readonly restart: () => Promise<void>;
  readonly refresh: () => Promise<void>;
  readonly offerAgain: () => Promise<void>;
  readonly approve: () => Promise<void>;
  readonly newUid: () => Promise<void>;
  readonly unpin: () => Promise<void>;
  readonly label: (labels: Record<string, string | null>) => Promise<void>;
  readonly setVariables: (variables: Record<string, VariableValue | null>) => Promise<void>;
  readonly rename: (name: string | null) => Promise<void>;
  readonly forget: () => Promise<void>;
}

/** The acts on this agent, sent with the version that was seen where an operator's own write could be lost. */
export function useAgentActs(agent: AgentDetail): AgentActs {
  const client = useQueryClient();
  const router = useRouter();
  const { uid, resourceVersion: ifMatch, hold } = agent;
  const held = hold !== null;
  return useMemo(() => {
    const params = { uid };
    const done = async (
      call: Promise<ApiResult<AgentDetail | undefined>>,
      said: string,
      wish?: PreviewRequest,
    ) => {
      const result = await call;
      if (result.ok) {
        if (result.data) client.setQueryData(["agent", uid], result.data);
        toast({ title: said });
        return true;
      }
      if (wish !== undefined && askInstead(result.problem, wish)) return false;
      toast({ tone: "bad", title: result.problem.title, detail: result.problem.detail });
      if (result.problem.type === "stale-version")
        void client.invalidateQueries({ queryKey: ["agent", uid] });
      return false;
    };
    return {
      restart: async () => void (await done(hub.restartAgent({ params }), "Asked for a restart")),
      refresh: async () =>
        void (await done(hub.refreshAgent({ params }), "Asked for its full state")),
      offerAgain: async () =>
        void (await done(hub.offerAgain({ params }), "Offered again: a new attempt")),
      approve: async () => void (await done(hub.approveAgent({ params }), "Approved")),
      newUid: async () =>
        void (await done(hub.giveNewUid({ params }), "Asked it to take a new instance UID")),
      unpin: async () =>
        void (await done(
          hub.unpinAgent({ params, ifMatch }),
          held ? "Lifted the hold" : "Lifted the pin",
          { verb: "unpin", input: { uid } },
        )),
      label: async (labels) =>
        void (await done(hub.patchAgent({ params, ifMatch, body: { labels } }), "Labels changed", {
          verb: "label",
          input: { uid, labels },
        })),
      setVariables: async (variables) =>
        void (await done(
          hub.patchAgent({ params, ifMatch, body: { variables } }),
          "Variables changed",
          { verb: "label", input: { uid, variables } },
        )),
      rename: async (name) =>
        void (await done(hub.patchAgent({ params, ifMatch, body: { name } }), "Name changed", {
          verb: "label",
          input: { uid, name },
        })),
      forget: async () => {
        const wish = { verb: "forget", input: { uid } } as const;
        if (await done(hub.forgetAgent({ params, ifMatch }), "Forgot the agent", wish))
          router.push("/agents");
      },
    };
  }, [client, router, uid, ifMatch, held]);
}
