"use client";
import type { LayerReference, VariableDeclaration } from "@fleethub/api";
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

/** What the hub is asked about. */
export interface CheckInput {
  readonly configuration: string;
  readonly text: string;
  readonly layers: readonly LayerReference[];
  readonly variables: readonly VariableDeclaration[];
  /** Whom to ask about. */
  readonly query: string;
}

/** Who of the agents that match can run a draft, and what it breaks. Asked on a pause of typing; nothing is written by it. */
export function useCheck({ configuration, text, layers, variables, query }: CheckInput) {
  const content = useSettled(text);
  return useQuery({
    queryKey: ["check", configuration, content, layers, variables, query],
    queryFn: () =>
      answered(
        hub.check({
          body: {
            content,
            query,
            configuration,
            ...(layers.length > 0 ? { layers: [...layers] } : {}),
            ...(variables.length > 0 ? { variables: [...variables] } : {}),
          },
        }),
      ),
    enabled: content.trim() !== "",
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
}
