"use client";
import dynamic from "next/dynamic";
import { Skeleton } from "../parts/skeleton";

/** The map reads configurations, which is most of what the tab loads; so it comes when it is shown. */
export const LazyPipelinesTab = dynamic(
  () => import("./pipelines-tab").then((part) => part.PipelinesTab),
  { ssr: false, loading: () => <Skeleton lines={10} label="Loading the pipelines" /> },
);

/** It tells what a value would change, so it comes when it is opened. */
export const LazyVariableDialog = dynamic(
  () => import("./variable-dialog").then((part) => part.VariableDialog),
  { ssr: false },
);

/** Loaded beside the answers, which do not wait for it. */
export const LazyCredentialsCard = dynamic(
  () => import("./credentials/credentials-card").then((part) => part.CredentialsCard),
  { ssr: false },
);
