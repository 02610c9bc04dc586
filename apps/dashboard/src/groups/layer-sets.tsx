"use client";
import type { LayerReference } from "@fleethub/api";
import { parseConfig } from "@fleethub/collector-config";
import { useMemo } from "react";
import { useRevision } from "../data/queries";

const NAMED = 3;

/** The components that a fragment brings: `sets memory_limiter, health_check`. */
export function LayerSets({ layer }: { layer: LayerReference }) {
  const text = useRevision(layer.configuration, layer.revision).data?.source;
  const names = useMemo(() => (text === undefined ? [] : componentsIn(text)), [text]);
  if (names.length === 0) return null;
  const more = names.length - NAMED;
  return (
    <span title={names.join(", ")}>
      {`sets ${names.slice(0, NAMED).join(", ")}${more > 0 ? ` and ${more} more` : ""}`}
    </span>
  );
}

function componentsIn(text: string): readonly string[] {
  const { config } = parseConfig(text);
  if (config === null) return [];
  return [...new Set(config.components.map(({ id }) => id))];
}
