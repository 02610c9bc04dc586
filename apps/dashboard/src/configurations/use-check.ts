"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { answered, hub } from "../data/hub";

const PAUSE_MS = 500;

/** A value once it has not changed for a while. */
export function useSettled<T>(value: T, pauseMs = PAUSE_MS): T {
  const [settled, settle] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => settle(value), pauseMs);
    return () => clearTimeout(timer);
  }, [value, pauseMs]);
  return settled;
}

/** Who of the agents that match can run a text. Asked on a pause of typing; nothing is written by it. */
export function useCheck(content: string, query: string) {
  const text = useSettled(content);
  return useQuery({
    queryKey: ["check", text, query],
    queryFn: () => answered(hub.check({ body: { content: text, query } })),
    enabled: text.trim() !== "",
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
}
