import type { IconName } from "../parts/icon";

/** One room of the console. */
export interface Room {
  readonly label: string;
  readonly href: string;
  readonly icon: IconName;
  /** The second key after `g`. */
  readonly key: string;
}

/** The nav's headings with their rooms. A room that is not built is not listed: no link leads nowhere. */
export const ROOMS: readonly { readonly heading: string; readonly rooms: readonly Room[] }[] = [
  {
    heading: "Fleet",
    rooms: [
      { label: "Agents", href: "/agents", icon: "agents", key: "a" },
      { label: "Groups", href: "/groups", icon: "groups", key: "g" },
      { label: "Connect", href: "/connect", icon: "connect", key: "n" },
    ],
  },
  {
    heading: "Change",
    rooms: [
      { label: "Configurations", href: "/configurations", icon: "config", key: "c" },
      { label: "Rollouts", href: "/rollouts", icon: "rollouts", key: "r" },
      { label: "Approvals", href: "/approvals", icon: "check", key: "v" },
    ],
  },
  {
    heading: "Assure",
    rooms: [
      { label: "Policies", href: "/policies", icon: "policies", key: "p" },
      { label: "Audit", href: "/audit", icon: "audit", key: "u" },
    ],
  },
];

/** Below the rooms, where one looks for it. */
export const SETTINGS: Room = { label: "Settings", href: "/settings", icon: "settings", key: "s" };

/** Everything that can be gone to, in the nav's order. */
export const ALL_ROOMS: readonly Room[] = [...ROOMS.flatMap(({ rooms }) => rooms), SETTINGS];
