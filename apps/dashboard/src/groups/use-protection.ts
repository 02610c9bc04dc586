"use client";
import type { ApiProblem, ApiResult, Group } from "@fleethub/api";
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { hub } from "../data/hub";
import { toast } from "../parts/toast";

/** Protects a group, and lifts that. Each answers the refusal, or null where the hub took it. */
export interface ProtectionActs {
  readonly protect: () => Promise<ApiProblem | null>;
  readonly lift: () => Promise<ApiProblem | null>;
}

export function useProtection({ name, version: ifMatch }: Group): ProtectionActs {
  const client = useQueryClient();
  return useMemo(() => {
    const params = { name };
    const done = async (call: Promise<ApiResult<Group>>, said: string) => {
      const result = await call;
      await client.invalidateQueries({ queryKey: ["groups"] });
      if (!result.ok) return result.problem;
      toast({ title: said });
      return null;
    };
    return {
      protect: () =>
        done(hub.protectGroup({ params, body: { approvals: 1 }, ifMatch }), `${name} is protected`),
      lift: () =>
        done(hub.liftProtection({ params, ifMatch }), `${name} is not protected any more`),
    };
  }, [client, name, ifMatch]);
}
