"use client";
import type { ApiProblem, ApiResult, Policy, PolicyCreate, PolicyReplace } from "@fleethub/api";
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { hub } from "../data/hub";
import { toast } from "../parts/toast";

/** What an operator can do to policies. Each answers the refusal, or null where the hub took it. */
export interface PolicyActs {
  readonly create: (body: PolicyCreate) => Promise<ApiProblem | null>;
  /** The rest is sent with the version that was seen, so that nobody's write is lost. */
  readonly replace: (seen: Policy, body: PolicyReplace) => Promise<ApiProblem | null>;
  readonly remove: (seen: Policy) => Promise<ApiProblem | null>;
  readonly except: (
    seen: Policy,
    body: { readonly query: string; readonly reason: string; readonly until: string },
  ) => Promise<ApiProblem | null>;
  readonly lift: (seen: Policy, id: string) => Promise<ApiProblem | null>;
}

export function usePolicyActs(): PolicyActs {
  const client = useQueryClient();
  return useMemo(() => {
    const done = async (name: string, call: Promise<ApiResult<unknown>>, said: string) => {
      const result = await call;
      if (result.ok) toast({ title: said });
      if (result.ok || result.problem.type === "stale-version") {
        void client.invalidateQueries({ queryKey: ["policies"] });
        void client.invalidateQueries({ queryKey: ["policy", name] });
      }
      return result.ok ? null : result.problem;
    };
    return {
      create: (body) => done(body.name, hub.createPolicy({ body }), "Policy in force"),
      replace: ({ name, version }, body) =>
        done(
          name,
          hub.replacePolicy({ params: { name }, body, ifMatch: version }),
          "Policy changed",
        ),
      remove: ({ name, version }) =>
        done(name, hub.removePolicy({ params: { name }, ifMatch: version }), "Policy removed"),
      except: ({ name, version }, body) =>
        done(
          name,
          hub.exceptPolicy({ params: { name }, body, ifMatch: version }),
          "Accepted for a while",
        ),
      lift: ({ name, version }, id) =>
        done(
          name,
          hub.liftException({ params: { name, id }, ifMatch: version }),
          "Exception lifted",
        ),
    };
  }, [client]);
}
