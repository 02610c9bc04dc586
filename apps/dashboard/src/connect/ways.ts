import type { IconName } from "../parts/icon";
import type { Way } from "./templates";

/** One choice of the connect page. */
export interface WayWords {
  readonly way: Way;
  readonly icon: IconName;
  readonly title: string;
  readonly hint: string;
}

/** In the order in which they are shown. */
export const WAYS: readonly WayWords[] = [
  {
    way: "supervisor",
    icon: "layers",
    title: "Supervisor, 0.161.0 or later",
    hint: "Starts the Collector, changes its config, goes back when it breaks.",
  },
  {
    way: "supervisor-before-161",
    icon: "clock",
    title: "Supervisor, before 0.161.0",
    hint: "The same; older versions need one more line to report what became of a config.",
  },
  {
    way: "extension",
    icon: "eye",
    title: "opamp extension",
    hint: "A Collector you already run. Shows health and effective config, cannot be changed from here.",
  },
  {
    way: "polling",
    icon: "pulse",
    title: "HTTP polling",
    hint: "A supervisor where no WebSocket gets through. It asks every 30 s.",
  },
  {
    way: "simulated",
    icon: "play",
    title: "Only looking",
    hint: "Simulated agents, with faults on request. Nothing to install on any host.",
  },
];

/** The choice that the address names; the first one where it names none. */
export function wayOf(via: string): Way {
  return WAYS.find(({ way }) => way === via)?.way ?? "supervisor";
}
