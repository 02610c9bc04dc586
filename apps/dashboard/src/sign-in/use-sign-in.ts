"use client";
import type { Session } from "@fleethub/api";
import { useQuery } from "@tanstack/react-query";
import { answered, hub } from "../data/hub";
import { type Form, useForm } from "../parts/use-form";

/** How one can sign in here. */
export const useSignInOptions = () =>
  useQuery({ queryKey: ["sign-in"], queryFn: () => answered(hub.getSignIn()) });

/** The form that asks for name and password. */
export function useSignIn(
  name: string,
  password: string,
  onSignedIn: (session: Session) => void,
): Form {
  return useForm({
    faulty: name === "" || password === "",
    ask: async () => {
      const result = await hub.signIn({ body: { name, password } });
      if (!result.ok) return result.problem;
      onSignedIn(result.data);
      return null;
    },
  });
}
