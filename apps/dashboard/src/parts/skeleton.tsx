import { useEffect, useState } from "react";

const SHOW_AFTER_MS = 150;

/** The shape of the answer while it is on its way; nothing for the first 150 ms. */
export function Skeleton({ lines = 6, label = "Loading" }: { lines?: number; label?: string }) {
  const [shown, show] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => show(true), SHOW_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="skeleton" role="status" aria-label={label}>
      {shown
        ? Array.from({ length: lines }, (_, line) => (
            <div key={line} className="sk" style={{ width: `${92 - ((line * 37) % 48)}%` }} />
          ))
        : null}
    </div>
  );
}
