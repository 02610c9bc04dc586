"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { useKeys } from "../data/keys";
import { ALL_ROOMS } from "./rooms";

const GO_WITHIN_MS = 1_500;

/** `g` then a room's key; `?` for all keys; `y` copies the address. */
export function useGoKeys(showKeys: () => void): void {
  const router = useRouter();
  const goUntil = useRef(0);
  useKeys({
    g: () => {
      goUntil.current = Date.now() + GO_WITHIN_MS;
    },
    "?": showKeys,
    y: () => void navigator.clipboard?.writeText(window.location.href).catch(() => {}),
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (Date.now() > goUntil.current) return;
      const room = ALL_ROOMS.find((one) => one.key === event.key);
      if (room === undefined) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      goUntil.current = 0;
      router.push(room.href);
    };
    window.addEventListener("keydown", onKey, true);
    return () => window.removeEventListener("keydown", onKey, true);
  }, [router]);
}
