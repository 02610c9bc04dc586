import type { Grant, Session } from "@fleethub/api";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import type { ReactNode } from "react";

/** A session of somebody with these grants. */
export function sampleSession(grants: readonly Grant[], name = "ada"): Session {
  return {
    kind: "person",
    id: "0011223344556677",
    name,
    displayName: "",
    grants: [...grants],
    provider: null,
    hasPassword: true,
    expiresAt: null,
  };
}

/** What stands below somebody who is signed in; null: the hub was not asked yet. */
export function SignedIn(props: { session: Session | null; children: ReactNode }) {
  const client = new QueryClient({ defaultOptions: { queries: { enabled: false } } });
  if (props.session !== null) client.setQueryData(["session"], props.session);
  return <QueryClientProvider client={client}>{props.children}</QueryClientProvider>;
}
