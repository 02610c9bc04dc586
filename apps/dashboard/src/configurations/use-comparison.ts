"use client";
import {
  type Difference,
  difference,
  graphOf,
  type CollectorConfig,
  parseConfig,
} from "@fleethub/collector-config";
import { useMemo } from "react";
import { changedBy, drawnDifference } from "../parts/pipeline-map/compare";
import { type Drawn, drawnFrom } from "../parts/pipeline-map/drawn";
import { type ChangeWords, whatFollows, wordsOf } from "./change-words";

/** A text against another: what it means, in words and drawn. */
export interface Comparison {
  readonly step: Difference;
  /** What follows from the changes, what is lost first. */
  readonly follows: readonly ChangeWords[];
  readonly words: readonly ChangeWords[];
  /** Null where one of them cannot be read. */
  readonly drawn: Drawn | null;
  /** Lines that differ and mean nothing: comments and blank ones. */
  readonly cosmetic: number;
  /** Neither text can be read as a configuration, or one of them. */
  readonly unreadable: boolean;
}

/** Compares once the text has settled; null while there is nothing to compare with. */
export function useComparison(before: string | null, after: string): Comparison | null {
  const old = useMemo(() => (before === null ? null : parseConfig(before).config), [before]);
  return useMemo(
    () => (before === null ? null : compare(before, old, after)),
    [before, old, after],
  );
}

function compare(before: string, old: CollectorConfig | null, after: string): Comparison {
  const now = parseConfig(after).config;
  const step = difference(old ?? before, now ?? after);
  const [a, b] = [old && graphOf(old), now && graphOf(now)];
  return {
    step,
    follows: whatFollows(step.consequences),
    words: wordsOf(step.changes),
    drawn: a && b ? drawnDifference(a, b, { changed: changedBy(step.changes) }) : null,
    cosmetic: before === after ? 0 : cosmeticLines(before, after),
    unreadable: step.changes.some(({ kind }) => kind === "unreadable"),
  };
}

/** The map of one text alone; null where it cannot be read. */
export function useDrawn(text: string): Drawn | null {
  return useMemo(() => {
    const { config } = parseConfig(text);
    return config === null ? null : drawnFrom(graphOf(config));
  }, [text]);
}

/** Comments and blank lines that only one of the texts has. */
export function cosmeticLines(before: string, after: string): number {
  const [old, now] = [meaningless(before), meaningless(after)];
  let lines = 0;
  for (const text of new Set([...old.keys(), ...now.keys()])) {
    lines += Math.abs((old.get(text) ?? 0) - (now.get(text) ?? 0));
  }
  return lines;
}

function meaningless(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const line of text.replace(/\n$/, "").split("\n")) {
    const bare = line.trim();
    if (bare === "" || bare.startsWith("#")) counts.set(bare, (counts.get(bare) ?? 0) + 1);
  }
  return counts;
}
