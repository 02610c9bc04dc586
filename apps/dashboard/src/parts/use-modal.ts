"use client";
import { type RefObject, useEffect, useRef } from "react";

const openers = new WeakMap<Element, Element | null>();

/**
 * Shows a dialog in the browser's top layer for as long as it is rendered. Whatever had the focus has it again
 * afterwards; where that was in a dialog which is gone by then, the opener of that one; else the page.
 */
export function useModal(): RefObject<HTMLDialogElement | null> {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    if (dialog === null) return;
    const { activeElement } = document;
    // An effect that runs twice finds the focus in the dialog itself.
    const opener = dialog.contains(activeElement) ? (openers.get(dialog) ?? null) : activeElement;
    openers.set(dialog, opener);
    const show = () => {
      if (dialog.isConnected && !dialog.open) dialog.showModal();
    };
    // Browsers close a dialog by a second Esc even where the first was not taken as the end.
    const shut = () => setTimeout(show);
    dialog.addEventListener("close", shut);
    show();
    return () => {
      dialog.removeEventListener("close", shut);
      giveBack(opener);
    };
  }, []);
  return ref;
}

function giveBack(opener: Element | null): void {
  let to = opener;
  while (to !== null && !to.isConnected) to = openers.get(to.closest("dialog") ?? to) ?? null;
  if (to instanceof HTMLElement) to.focus();
  else document.getElementById("main")?.focus();
}
