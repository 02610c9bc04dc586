"use client";
import type { ReactNode } from "react";
import { Button } from "../parts/button";
import { Toasts } from "../parts/toast";
import { Brand } from "./brand";
import { toggleTheme } from "./theme";

/** Around the pages for those who are not signed in: one card, and nothing that would ask the hub about the fleet. */
export function DoorFrame({ children }: { children: ReactNode }) {
  return (
    <div className="door">
      <header>
        <Brand />
        <Button
          kind="ghost"
          size="sm"
          icon="sun"
          aria-label="Switch between light and dark"
          onClick={toggleTheme}
        />
      </header>
      <main id="main">{children}</main>
      <Toasts />
    </div>
  );
}
