"use client";
import type { ApiProblem, Session } from "@fleethub/api";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answered, hub } from "../data/hub";

/** How one can sign in here. */
export const useSignInOptions = () =>
  useQuery({ queryKey: ["sign-in"], queryFn: () => answered(hub.getSignIn()) });

/** Signing in with name and password: what is on its way, and why it was refused. */
export interface SigningIn {
  readonly busy: boolean;
  readonly problem: ApiProblem | null;
  readonly signIn: (name: string, password: string) => Promise<void>;
}

export function useSignIn(onSignedIn: (session: Session) => void): SigningIn {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  return {
    busy,
    problem,
    signIn: async (name, password) => {
      setBusy(true);
      setProblem(null);
      const result = await hub.signIn({ body: { name, password } });
      setBusy(false);
      if (result.ok) onSignedIn(result.data);
      else setProblem(result.problem);
    },
  };
}
