"use client";
import dynamic from "next/dynamic";
import { Skeleton } from "../parts/skeleton";

const waiting = () => <Skeleton lines={10} label="Loading the editor" />;

/** The editor and its reader are loaded when they are shown: they are most of the console's script. */
export const LazyConfigEditor = dynamic(
  () => import("./config-editor").then((part) => part.ConfigEditor),
  {
    ssr: false,
    loading: waiting,
  },
);

/** See {@link LazyConfigEditor}. */
export const LazyConfigView = dynamic(
  () => import("./config-view").then((part) => part.ConfigView),
  {
    ssr: false,
    loading: waiting,
  },
);
