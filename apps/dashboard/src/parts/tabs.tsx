"use client";
import { type ReactNode, useRef } from "react";

/** One tab: its key in the address, its word, and a count that wants a look. */
export interface Tab {
  readonly key: string;
  readonly label: string;
  readonly note?: string | undefined;
  readonly tone?: "warn" | "bad";
}

/** Tabs after the ARIA practice: one tab stop, arrows, Home and End. */
export function Tabs(props: {
  label: string;
  tabs: readonly Tab[];
  open: string;
  onOpen: (key: string) => void;
}) {
  const list = useRef<HTMLDivElement>(null);
  const go = (at: number) => {
    const tab = props.tabs[(at + props.tabs.length) % props.tabs.length];
    if (!tab) return;
    props.onOpen(tab.key);
    list.current?.querySelector<HTMLElement>(`#t-${tab.key}`)?.focus();
  };
  return (
    <div className="tabs" role="tablist" aria-label={props.label} ref={list}>
      {props.tabs.map((tab, at) => (
        <button
          key={tab.key}
          type="button"
          role="tab"
          id={`t-${tab.key}`}
          aria-controls={`p-${tab.key}`}
          aria-selected={tab.key === props.open}
          tabIndex={tab.key === props.open ? 0 : -1}
          onClick={() => props.onOpen(tab.key)}
          onKeyDown={(event) => {
            const to = {
              ArrowRight: at + 1,
              ArrowLeft: at - 1,
              Home: 0,
              End: props.tabs.length - 1,
            }[event.key];
            if (to === undefined) return;
            event.preventDefault();
            go(to);
          }}
        >
          {tab.label}
          {tab.note ? (
            <span className={`n${tab.tone ? ` ${tab.tone}` : ""}`}>{tab.note}</span>
          ) : null}
        </button>
      ))}
    </div>
  );
}

/** What belongs to one tab. */
export function TabPanel(props: { of: string; className?: string; children: ReactNode }) {
  return (
    <section
      className={props.className ?? "pad stack wide-gap"}
      role="tabpanel"
      id={`p-${props.of}`}
      aria-labelledby={`t-${props.of}`}
      tabIndex={0}
    >
      {props.children}
    </section>
  );
}
