"use client";
import dynamic from "next/dynamic";
import { Skeleton } from "../skeleton";

/** The drawing is loaded when it is shown. */
export const LazyPipelineMap = dynamic(
  () => import("./pipeline-map").then((part) => part.PipelineMap),
  { ssr: false, loading: () => <Skeleton lines={4} label="Loading the map" /> },
);
