"use client";
import type {
  ApiProblem,
  ApiResult,
  Group,
  GroupCreate,
  GroupReplace,
  RolloutReference,
} from "@fleethub/api";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { hub } from "../data/hub";
import { toast } from "../parts/toast";
import { rolloutHref } from "../rollouts/addresses";
import { plural } from "../words/format";

/** What an operator can do to groups. Each answers the refusal, or null where the hub took it. */
export interface GroupActs {
  readonly create: (body: GroupCreate) => Promise<ApiProblem | null>;
  /** The rest is sent with the version that was seen, so that nobody's write is lost. */
  readonly replace: (seen: Group, body: GroupReplace, said: string) => Promise<ApiProblem | null>;
  readonly remove: (seen: Group, expectedAgents?: number) => Promise<ApiProblem | null>;
}

/** What a write of a group came to. */
interface Outcome {
  readonly moved: number;
  readonly changed: number;
  readonly opened: RolloutReference | null;
}

export function useGroupActs(): GroupActs {
  const client = useQueryClient();
  const router = useRouter();
  return useMemo(() => {
    const done = async (call: Promise<ApiResult<Outcome>>, said: string) => {
      const result = await call;
      if (result.ok || result.problem.type === "stale-version")
        await client.invalidateQueries({ queryKey: ["groups"] });
      if (!result.ok) return result.problem;
      const { opened } = result.data;
      toast({
        title: said,
        detail: outcomeWords(result.data),
        ...(opened === null
          ? {}
          : {
              action: {
                label: `Open rollout ${opened.number}`,
                run: () => router.push(rolloutHref(opened.id)),
              },
            }),
      });
      return null;
    };
    return {
      create: (body) => done(hub.createGroup({ body }), `Group ${body.name} made`),
      replace: ({ name, version }, body, said) =>
        done(hub.replaceGroup({ params: { name }, body, ifMatch: version }), said),
      remove: ({ name, version }, expectedAgents) =>
        done(
          hub.removeGroup({
            params: { name },
            query: expectedAgents === undefined ? {} : { expectedAgents },
            ifMatch: version,
          }),
          `Group ${name} removed`,
        ),
    };
  }, [client, router]);
}

/** `3 agents moved, 40 get something else in rollout 12.` */
export function outcomeWords({ moved, changed, opened }: Outcome): string {
  const where = opened === null ? "at once" : `in rollout ${opened.number}`;
  const gets = changed === 1 ? "gets" : "get";
  const runs =
    changed === 0
      ? "nobody runs anything else by it"
      : `${plural(changed, "agent")} ${gets} something else ${where}`;
  return `${moved === 0 ? "Nobody moved" : `${plural(moved, "agent")} moved`}, ${runs}.`;
}
