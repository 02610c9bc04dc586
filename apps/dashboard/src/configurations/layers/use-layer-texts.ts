"use client";
import type { LayerReference } from "@fleethub/api";
import type { LayerInput } from "@fleethub/collector-config";
import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import { answered, hub } from "../../data/hub";

/** What the layers of a draft say. */
export interface LayerTexts {
  /** In the order in which they are laid over the text; empty until all are read. */
  readonly inputs: readonly LayerInput[];
  readonly loading: boolean;
  readonly error: Error | null;
}

/** A layer's name as people say it. */
export const layerName = ({ configuration, revision }: LayerReference) =>
  `${configuration} r${revision}`;

/** Reads the revisions that a draft stands on. They never change, so each is read once. */
export function useLayerTexts(layers: readonly LayerReference[]): LayerTexts {
  const read = useQueries({
    queries: layers.map(({ configuration, revision }) => ({
      queryKey: ["revision", configuration, revision],
      queryFn: () =>
        answered(hub.getRevision({ params: { name: configuration, number: revision } })),
      staleTime: Number.POSITIVE_INFINITY,
    })),
    combine: (results) => ({
      texts: results.map(({ data }) => data?.content),
      error: results.find(({ error }) => error !== null)?.error ?? null,
    }),
  });
  const key = `${layers.map(layerName).join()} ${read.texts.map((text) => text !== undefined)}`;
  return useMemo(() => {
    const inputs = layers.flatMap((layer, at): LayerInput[] => {
      const text = read.texts[at];
      return text === undefined ? [] : [{ name: layerName(layer), text }];
    });
    const loading = inputs.length < layers.length;
    return { inputs: loading ? [] : inputs, loading, error: read.error };
  }, [key, read.error]);
}
