import type { ReactNode } from "react";
import type { Place } from "./places";

/** Drawn here and not among the icons of every page, which need none of them. */
const SHAPES: Readonly<Record<Place, ReactNode>> = {
  linux: (
    <>
      <rect x="2.25" y="3" width="11.5" height="10" rx="1.5" />
      <path d="m5 6.25 2 1.75-2 1.75M8.5 10h2.5" />
    </>
  ),
  kubernetes: (
    <path d="M8 1.75 13.5 4.9v6.2L8 14.25 2.5 11.1V4.9zM8 5.5v5M5.8 6.75l4.4 2.5M10.2 6.75l-4.4 2.5" />
  ),
  windows: (
    <path d="M2.5 4 7 3.3v4.2H2.5zM8.5 3 13.5 2.3v5.2h-5zM2.5 8.75H7v4.2l-4.5-.7zM8.5 8.75h5v5l-5-.75z" />
  ),
  macos: (
    <>
      <rect x="2" y="3" width="12" height="8" rx="1.25" />
      <path d="M6 13.5h4M8 11v2.5" />
    </>
  ),
};

/** The drawing of a place, beside its name. */
export function PlaceIcon({ place }: { place: Place }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className="i s">
      {SHAPES[place]}
    </svg>
  );
}
