"use client";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { isDoor } from "../data/return-to";
import { DoorFrame } from "./door-frame";
import { Frame } from "./frame";
import { CacheProvider, LiveProviders } from "./providers";
import { SessionGate } from "./session-gate";

/** Around every page: the house for those who are signed in, the doorstep for those who are not. */
export function Shell({ children }: { children: ReactNode }) {
  const door = isDoor(usePathname());
  return (
    <CacheProvider>
      {door ? (
        <DoorFrame>{children}</DoorFrame>
      ) : (
        <LiveProviders>
          <SessionGate>
            <Frame>{children}</Frame>
          </SessionGate>
        </LiveProviders>
      )}
    </CacheProvider>
  );
}
