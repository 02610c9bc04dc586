"use client";
import type { AgentDetail, Session } from "@fleethub/api";
import { type Action, decide, type Resource, type Subject } from "@fleethub/fleet/access";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { deniedInWords } from "../words/roles";
import { agentResource } from "./agent-resource";
import { answered, hub } from "./hub";
import { useLiveState } from "./live";

/** Who is signed in, with what he may do. */
export const useSession = () =>
  useQuery({ queryKey: ["session"], queryFn: () => answered(hub.getSession()) });

/** Who acts here, as `decide` takes it; null until the hub has said. */
export function useSubject(): Subject | null {
  const session = useSession().data;
  return useMemo(() => (session === undefined ? null : subjectOf(session)), [session]);
}

function subjectOf({ kind, id, name, grants }: Session): Subject {
  return { kind, id, name, grants };
}

/** The hub ends the stream of those whose grants change: after each such end they are read again. Once, in the shell. */
export function useLiveSession(): void {
  const client = useQueryClient();
  const { live } = useLiveState();
  const was = useRef(false);
  useEffect(() => {
    if (live && was.current) void client.invalidateQueries({ queryKey: ["session"] });
    was.current ||= live;
  }, [live, client]);
}

/** Why something is not allowed, in the words of a locked control; undefined where it is. */
export type May = (action: Action, resource?: Resource) => string | undefined;

/**
 * May whoever is signed in do this? Controls ask the same function as the hub. Until it is known who that is nothing is
 * locked: the hub refuses what is not allowed in any case.
 */
export function useMay(): May {
  const subject = useSubject();
  return useCallback(
    (action, resource) => {
      if (subject === null) return undefined;
      const decision = decide(subject, action, resource);
      return decision.allowed ? undefined : deniedInWords(decision, resource?.kind);
    },
    [subject],
  );
}

/** Is it known that whoever is signed in may read this? Until then it is not asked for. */
export function useMayRead(action: Action): boolean {
  const known = useSubject() !== null;
  return useMay()(action) === undefined && known;
}

/** What a control about one agent asks with; see {@link agentResource}. */
export function useAgentResource(agent: AgentDetail): Resource {
  return useMemo(() => agentResource(agent), [agent]);
}
