"use client";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Skeleton } from "../../parts/skeleton";
import { Trouble } from "../../parts/trouble";

/** A list on its way, failed, empty, or there. */
export function Listed<T>(props: {
  of: UseQueryResult<{ readonly items: readonly T[] }>;
  label: string;
  empty: ReactNode;
  children: (items: readonly T[]) => ReactNode;
}) {
  const { data, error, refetch } = props.of;
  return (
    <>
      {error ? <Trouble error={error} onRetry={() => void refetch()} /> : null}
      {data === undefined ? (
        error ? null : (
          <Skeleton lines={6} label={props.label} />
        )
      ) : data.items.length === 0 ? (
        props.empty
      ) : (
        props.children(data.items)
      )}
    </>
  );
}
