/** Where a Collector runs. */
export type Place = "linux" | "kubernetes" | "windows" | "macos";

/** Files on a host of one place, as the released packages of supervisor and Collector have them. */
export interface PlaceFiles {
  /** The Collector's binary. */
  readonly executable: string;
  /** Folder that the supervisor keeps its state in. */
  readonly storage: string;
  /** The hub's authority. */
  readonly authority: string;
  /** The supervisor's own file, where its service looks for it. */
  readonly supervisor: string;
}

/** One choice of the connect page. */
export interface PlaceWords {
  readonly place: Place;
  readonly title: string;
  readonly hint: string;
}

/** In the order in which they are shown. */
export const PLACES: readonly PlaceWords[] = [
  { place: "linux", title: "Linux", hint: "systemd service" },
  { place: "kubernetes", title: "Kubernetes", hint: "manifest, Helm" },
  { place: "windows", title: "Windows", hint: "service" },
  { place: "macos", title: "macOS", hint: "launchd" },
];

export const FILES: Readonly<Record<Place, PlaceFiles>> = {
  linux: {
    executable: "/usr/bin/otelcol-contrib",
    storage: "/var/lib/opampsupervisor",
    authority: "/etc/otelcol/fleethub-ca.pem",
    supervisor: "/etc/opampsupervisor/config.yaml",
  },
  kubernetes: {
    executable: "/usr/bin/otelcol-contrib",
    storage: "/var/lib/opampsupervisor",
    authority: "/etc/fleethub/fleethub-ca.pem",
    supervisor: "/etc/opampsupervisor/config.yaml",
  },
  windows: {
    executable: "C:\\Program Files\\OpenTelemetry Collector\\otelcol-contrib.exe",
    storage: "C:\\ProgramData\\Otelcol\\Supervisor",
    authority: "C:\\ProgramData\\Otelcol\\fleethub-ca.pem",
    supervisor: "C:\\Program Files\\OpenTelemetry OpAMP Supervisor\\config.yaml",
  },
  macos: {
    executable: "/usr/local/bin/otelcol-contrib",
    storage: "/var/lib/otelcol/supervisor",
    authority: "/etc/otelcol/fleethub-ca.pem",
    supervisor: "/etc/otelcol/supervisor.yaml",
  },
};

/** The choice that the address names; the first one where it names none. */
export function placeOf(where: string): Place {
  return PLACES.find(({ place }) => place === where)?.place ?? "linux";
}
