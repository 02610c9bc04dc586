"use client";
import { useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { type ReactNode, useEffect } from "react";
import { signInHref } from "../data/return-to";
import { useSession } from "../data/session";
import { noteSignedIn, useSignedOut } from "../data/signed-out";

const SignInAgain = dynamic(
  () => import("../sign-in/sign-in-again").then((part) => part.SignInAgain),
  { ssr: false },
);

/**
 * Whoever is not signed in is led to the sign-in page and back to this address. Where a session ends while somebody
 * works, he signs in over the page: what he wrote stays as it is.
 */
export function SessionGate({ children }: { children: ReactNode }) {
  const why = useSignedOut();
  const session = useSession().data;
  const client = useQueryClient();
  const leave = why !== null && session === undefined;
  useEffect(() => {
    if (leave)
      window.location.replace(why === "first-run" ? "/first-run" : signInHref(window.location));
  }, [leave, why]);
  if (leave) return null;
  return (
    <>
      {children}
      {why !== null && session !== undefined ? (
        <SignInAgain
          was={session}
          onSignedIn={(now) => {
            // Somebody else may not see what the one before had on the screen.
            if (now.name !== session.name) return window.location.reload();
            client.setQueryData(["session"], now);
            noteSignedIn();
            void client.invalidateQueries();
          }}
        />
      ) : null}
    </>
  );
}
