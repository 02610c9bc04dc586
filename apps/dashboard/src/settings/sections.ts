import type { Action } from "@fleethub/fleet/access";

/** One page of the settings. */
export interface Section {
  readonly label: string;
  readonly href: string;
  /** Who may read it; null: everyone signed in. */
  readonly action: Action | null;
}

/** The pages of the settings under their headings, in the order in which `[` and `]` walk them. */
export const SECTIONS: readonly {
  readonly heading: string;
  readonly sections: readonly Section[];
}[] = [
  {
    heading: "You",
    sections: [
      { label: "Account and sessions", href: "/settings/sessions", action: null },
      { label: "API tokens", href: "/settings/api-tokens", action: null },
    ],
  },
  {
    heading: "Operators",
    sections: [
      { label: "People", href: "/settings/people", action: "people.read" },
      { label: "Roles", href: "/settings/roles", action: null },
      { label: "Providers", href: "/settings/providers", action: "providers.read" },
    ],
  },
  {
    heading: "Agents",
    sections: [
      {
        label: "Enrolment tokens",
        href: "/settings/enrolment-tokens",
        action: "enrolment.read",
      },
      { label: "Certificates", href: "/settings/certificates", action: "certificates.read" },
      { label: "Secrets", href: "/settings/secrets", action: "secrets.read" },
    ],
  },
  { heading: "Hub", sections: [{ label: "About", href: "/settings/about", action: "hub.read" }] },
];

export const ALL_SECTIONS: readonly Section[] = SECTIONS.flatMap(({ sections }) => sections);
