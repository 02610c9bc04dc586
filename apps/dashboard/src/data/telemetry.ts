"use client";
import { useQuery } from "@tanstack/react-query";
import { answered, hub } from "./hub";

/** No event tells of own metrics: they are read as often as most Collectors could send them. */
const READ_MS = 10_000;

/** One agent's own metrics: the last two hours and what they amount to. */
export const useTelemetry = (uid: string) =>
  useQuery({
    queryKey: ["telemetry", uid],
    queryFn: () => answered(hub.getTelemetry({ params: { uid } })),
    refetchInterval: READ_MS,
  });
