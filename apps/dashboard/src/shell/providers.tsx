"use client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useLiveApprovals } from "../data/approvals";
import { HubRefusal } from "../data/hub";
import { LiveProvider } from "../data/live";
import { useLivePolicies } from "../data/policies";
import { useLiveQueries } from "../data/queries";
import { useLiveSession } from "../data/session";

const RETRIES = 2;

function queryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // The stream says when something is old; focus and time do not.
        staleTime: 60_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) =>
          failures < RETRIES && error instanceof HubRefusal && error.problem.type === "unreachable",
      },
    },
  });
}

/** The cache of what was read of the hub. */
export function CacheProvider({ children }: { children: ReactNode }) {
  const [client] = useState(queryClient);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}

function Follow() {
  useLiveQueries();
  useLivePolicies();
  useLiveApprovals();
  useLiveSession();
  return null;
}

/** The stream, and the cache that follows it. */
export function LiveProviders({ children }: { children: ReactNode }) {
  return (
    <LiveProvider>
      <Follow />
      {children}
    </LiveProvider>
  );
}
