"use client";
import { CATALOGUE_VERSIONS, DEFAULT_COLLECTOR_VERSION } from "@fleethub/collector-config";
import { useMemo, useState } from "react";
import { useFacets } from "../data/queries";
import { shouldRun } from "./use-runners";

/** A Collector version to check against. */
export interface VersionChoice {
  readonly version: string;
  /** Agents of the configuration that run it. */
  readonly agents: number;
}

const VERSION = /^v?\d+\.\d+\.\d+/;
const byNewest = new Intl.Collator("en", { numeric: true });

/** Which Collector versions a configuration is for: those of its agents, then those that facts are known of. */
export function useVersion(name: string): {
  readonly version: string;
  /** The versions of its agents were asked for, so that no other's catalogue is loaded meanwhile. */
  readonly isKnown: boolean;
  readonly choices: readonly VersionChoice[];
  readonly choose: (version: string) => void;
} {
  const facets = useFacets(shouldRun(name), name !== "");
  const [chosen, choose] = useState("");
  const found = facets.data?.facets["version"];
  const choices = useMemo(() => {
    const running = (found ?? [])
      .filter(({ value }) => VERSION.test(value))
      .map(({ value, count }) => ({ version: value, agents: count }))
      .sort((a, b) => byNewest.compare(b.version, a.version));
    const known = CATALOGUE_VERSIONS.filter(
      (one) => !running.some(({ version }) => version === one),
    );
    return [...running, ...known.map((version) => ({ version, agents: 0 }))];
  }, [found]);
  const newest = choices.find(({ agents }) => agents > 0)?.version ?? DEFAULT_COLLECTOR_VERSION;
  return { version: chosen || newest, isKnown: !facets.isPending, choices, choose };
}
