import type { ReactNode } from "react";
import type { Tone } from "../words/states";

/** A word on its ground. `tone` names the family, the children bring the mark. */
export function Badge({ tone = "mute", children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`badge${tone === "mute" ? "" : ` ${tone}`}`}>{children}</span>;
}
