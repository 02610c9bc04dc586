"use client";
import { useEffect, useRef } from "react";

/** What single keys do on this page: key as the browser names it (`Shift+x` for capitals), to its act. */
export type KeyMap = Readonly<Record<string, () => void>>;

const SETTING = "fleethub.keys";
const stack: { readonly current: KeyMap }[] = [];
let listening = false;

/** Single letters can be turned off for people who speak to the machine (WCAG 2.1.4). */
export function singleKeysOn(): boolean {
  try {
    return localStorage.getItem(SETTING) !== "off";
  } catch {
    return true;
  }
}

/** Keeps the choice for this browser. */
export function setSingleKeys(on: boolean): void {
  try {
    localStorage.setItem(SETTING, on ? "on" : "off");
  } catch {
    // A private window keeps nothing; the choice holds for this page.
  }
}

const FIELDS =
  "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true], dialog, [role=menu]";

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target instanceof Element && event.target.closest(FIELDS)) return;
  // A dialog is over the page: its keys are its own, wherever the focus is.
  if (document.querySelector("dialog[open]") !== null) return;
  if (event.key.length === 1 && !singleKeysOn()) return;
  const name =
    event.shiftKey && /^[a-z]$/i.test(event.key) ? `Shift+${event.key.toLowerCase()}` : event.key;
  for (const map of [...stack].reverse()) {
    const act = map.current[name];
    if (act === undefined) continue;
    event.preventDefault();
    return act();
  }
}

/** Binds keys while the component is shown; the one shown last is asked first. Outside fields only. */
export function useKeys(map: KeyMap): void {
  const ref = useRef(map);
  ref.current = map;
  useEffect(() => {
    if (!listening) document.addEventListener("keydown", onKey);
    listening = true;
    stack.push(ref);
    return () => {
      stack.splice(stack.indexOf(ref), 1);
    };
  }, []);
}
