import type { ReactNode } from "react";

const SHAPES = {
  agents: (
    <>
      <rect x="2" y="2.75" width="12" height="4.5" rx="1.25" />
      <rect x="2" y="8.75" width="12" height="4.5" rx="1.25" />
      <path d="M4.75 5h.01M4.75 11h.01M8 5h3.25M8 11h3.25" />
    </>
  ),
  arrow: (
    <>
      <path d="M2.5 8h11M9.5 4l4 4-4 4" />
    </>
  ),
  audit: (
    <>
      <rect x="1.75" y="5.5" width="7" height="5" rx="2.5" />
      <rect x="7.25" y="5.5" width="7" height="5" rx="2.5" />
    </>
  ),
  bad: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="m5.75 5.75 4.5 4.5m0-4.5-4.5 4.5" />
    </>
  ),
  bolt: (
    <>
      <path d="M9 1.75 3.5 9H8l-1 5.25L12.5 7H8z" />
    </>
  ),
  check: (
    <>
      <path d="m3 8.5 3.25 3.25L13 4.5" />
    </>
  ),
  clock: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 4.75V8l2.25 1.5" />
    </>
  ),
  config: (
    <>
      <path d="M3.5 2h6L12.5 5v9h-9zM9.5 2v3h3M6 8.25h4M6 11h2.5" />
    </>
  ),
  connect: (
    <>
      <path d="M6 2.5v3M10 2.5v3M4.25 5.5h7.5V8a3.75 3.75 0 0 1-7.5 0zM8 11.75v2.5" />
    </>
  ),
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
      <path d="M10.5 5.5V4A1.5 1.5 0 0 0 9 2.5H4A1.5 1.5 0 0 0 2.5 4v5A1.5 1.5 0 0 0 4 10.5h1.5" />
    </>
  ),
  down: (
    <>
      <path d="m3.5 6 4.5 4.5L12.5 6" />
    </>
  ),
  download: (
    <>
      <path d="M8 2.5v7.25M4.75 6.75 8 10l3.25-3.25M2.75 13.25h10.5" />
    </>
  ),
  eye: (
    <>
      <path d="M1.75 8S4 3.75 8 3.75 14.25 8 14.25 8 12 12.25 8 12.25 1.75 8 1.75 8z" />
      <circle cx="8" cy="8" r="1.9" />
    </>
  ),
  filter: (
    <>
      <path d="M2 4h12M4.5 8h7M6.75 12h2.5" />
    </>
  ),
  groups: (
    <>
      <rect x="2" y="2" width="7.5" height="7.5" rx="1.5" />
      <path d="M12 6.5h.5A1.5 1.5 0 0 1 14 8v4.5a1.5 1.5 0 0 1-1.5 1.5H8a1.5 1.5 0 0 1-1.5-1.5V12" />
    </>
  ),
  info: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 7.25v3.5M8 5v.01" />
    </>
  ),
  cube: (
    <>
      <path d="M8 1.75 13.5 4.9v6.2L8 14.25 2.5 11.1V4.9zM8 5.5v5M5.8 6.75l4.4 2.5M10.2 6.75l-4.4 2.5" />
    </>
  ),
  key: (
    <>
      <circle cx="5" cy="11" r="2.75" />
      <path d="m7 9 6-6M11 5l2 2" />
    </>
  ),
  layers: (
    <>
      <path d="M8 2 14 5.25 8 8.5 2 5.25zM2 8.25l6 3.25 6-3.25M2 11l6 3.25L14 11" />
    </>
  ),
  lock: (
    <>
      <rect x="3.5" y="7" width="9" height="6.5" rx="1.25" />
      <path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2" />
    </>
  ),
  menu: (
    <>
      <path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11" />
    </>
  ),
  minus: (
    <>
      <path d="M3 8h10" />
    </>
  ),
  more: (
    <>
      <path d="M3.5 8h.01M8 8h.01M12.5 8h.01" />
    </>
  ),
  offline: (
    <>
      <path d="M2 2l12 12M5 4.7c3-1 6.400-.4 9 1.8M2 6.500c.6-.5 1.200-1 1.900-1.300M4.250 9c1.100-1 2.400-1.500 3.750-1.500M8 11.750v.01" />
    </>
  ),
  ok: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="m5.25 8.25 2 2 3.5-4" />
    </>
  ),
  pause: (
    <>
      <path d="M5.5 3.5v9M10.5 3.5v9" />
    </>
  ),
  play: (
    <>
      <path d="M5 3.25v9.5L12.75 8z" />
    </>
  ),
  plus: (
    <>
      <path d="M8 3v10M3 8h10" />
    </>
  ),
  policies: (
    <>
      <path d="M8 1.75 13 3.6v4c0 3.1-2.1 5.3-5 6.65C5.1 12.9 3 10.7 3 7.6v-4zM5.9 7.9l1.5 1.5 2.8-3" />
    </>
  ),
  pulse: (
    <>
      <path d="M1.5 8h3l2-4.5 3 9 2-4.5h3" />
    </>
  ),
  rollouts: (
    <>
      <path d="M1.75 13.25h3v-3.5h3.5v-3.5h3.5v-3.5h2.5" />
    </>
  ),
  right: (
    <>
      <path d="m6 3.5 4.5 4.5L6 12.5" />
    </>
  ),
  search: (
    <>
      <circle cx="7" cy="7" r="4.25" />
      <path d="m10.25 10.25 3.25 3.25" />
    </>
  ),
  send: (
    <>
      <path d="M2.5 3v10M6 8h7.5M10.5 5l3 3-3 3" />
    </>
  ),
  settings: (
    <>
      <path d="M2 4.5h6M12 4.5h2M2 11.5h2M8 11.5h6" />
      <circle cx="10" cy="4.5" r="1.75" />
      <circle cx="6" cy="11.5" r="1.75" />
    </>
  ),
  sun: (
    <>
      <circle cx="8" cy="8" r="2.75" />
      <path d="M8 1.75v1.5M8 12.75v1.5M1.75 8h1.5M12.75 8h1.5M3.6 3.6l1 1M11.4 11.4l1 1M3.6 12.4l1-1M11.4 4.6l1-1" />
    </>
  ),
  tag: (
    <>
      <path d="M2.5 2.5h5l6 6-5 5-6-6zM5.25 5.25v.01" />
    </>
  ),
  undo: (
    <>
      <path d="M5.5 2.75 2.5 5.75l3 3M2.75 5.75H10a3.5 3.5 0 0 1 0 7H6" />
    </>
  ),
  up: (
    <>
      <path d="m3.5 10 4.5-4.5L12.5 10" />
    </>
  ),
  user: (
    <>
      <circle cx="8" cy="5.25" r="2.5" />
      <path d="M3 13.5c.4-2.6 2.4-4 5-4s4.6 1.4 5 4" />
    </>
  ),
  warn: (
    <>
      <path d="M8 2.25 14.25 13H1.75zM8 6.5v3M8 11.25v.01" />
    </>
  ),
  x: (
    <>
      <path d="m4 4 8 8m0-8-8 8" />
    </>
  ),
} as const satisfies Record<string, ReactNode>;

/** Name of a drawing on the 16 px grid. */
export type IconName = keyof typeof SHAPES;

/** A drawing beside words; it says nothing of its own, so it is hidden from assistive technology. */
export function Icon({
  name,
  small,
  className,
}: {
  name: IconName;
  small?: boolean;
  className?: string;
}) {
  return (
    <svg
      viewBox="0 0 16 16"
      aria-hidden="true"
      className={`i${small ? " s" : ""}${className ? ` ${className}` : ""}`}
    >
      {SHAPES[name]}
    </svg>
  );
}
