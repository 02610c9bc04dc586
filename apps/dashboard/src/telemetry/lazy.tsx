"use client";
import dynamic from "next/dynamic";
import { Skeleton } from "../parts/skeleton";

/** Charts come when they are shown. */
export const LazyTelemetryTab = dynamic(
  () => import("./telemetry-tab").then((part) => part.TelemetryTab),
  { ssr: false, loading: () => <Skeleton lines={10} label="Loading its own metrics" /> },
);
export const LazyFlowCard = dynamic(() => import("./flow-card").then((part) => part.FlowCard), {
  ssr: false,
  loading: () => <Skeleton lines={5} label="Loading what it moves" />,
});
