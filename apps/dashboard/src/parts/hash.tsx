"use client";
import { shortHash } from "../words/format";

/** A hash as people compare it; whole on hover, and when it alone is selected and copied. */
export function Hash({ of }: { of: string }) {
  const short = shortHash(of);
  return (
    <span
      className="mono hash"
      title={of}
      onCopy={(event) => {
        if (window.getSelection()?.toString().trim() !== short) return;
        event.clipboardData.setData("text/plain", of);
        event.preventDefault();
      }}
    >
      {short}
    </span>
  );
}
