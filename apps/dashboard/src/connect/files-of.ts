import { chartValues, supervisorImage, supervisorManifest } from "./cluster";
import { launchdService, MAC_SERVICE, SUPERVISOR_YAML } from "./commands";
import { FILES, type Place } from "./places";
import { endpointOf, extensionYaml, supervisorYaml, type Door, type Way } from "./templates";

/** A file of the page. */
export interface MadeFile {
  readonly name: string;
  readonly text: string;
  /** Absent: its name. */
  readonly title?: string;
}

/** What the files of a way are made from. */
export interface FilesInput {
  readonly way: Exclude<Way, "simulated">;
  readonly place: Place;
  readonly door: Door;
  /** Agents come with an enrolment token. */
  readonly token: boolean;
  /** The hub has an authority of its own, which agents have to be given. */
  readonly ownAuthority: boolean;
  /** The Collector's binary on its host; in a cluster the image with supervisor and Collector. */
  readonly executable: string;
  readonly instanceUid: string;
}

/** The files of a way in the place where it runs, in the order in which they are needed. */
export function filesOf(input: FilesInput): readonly MadeFile[] {
  const { way, place, door, token, executable, instanceUid } = input;
  const { authority, storage } = FILES[place];
  const cluster = place === "kubernetes";
  const trust = { token, ...(input.ownAuthority ? { caFile: authority } : {}) };
  if (way === "extension") {
    const file = { ...trust, endpoint: endpointOf(door, "ws"), instanceUid };
    return cluster
      ? [{ name: "values.yaml", title: "Helm values", text: chartValues(file) }]
      : [
          {
            name: "opamp.yaml",
            title: "Add this to the Collector’s config",
            text: extensionYaml(file),
          },
        ];
  }
  const file = {
    ...trust,
    endpoint: endpointOf(door, way === "polling" ? "http" : "ws"),
    executable: cluster ? FILES.kubernetes.executable : executable,
    storage,
    before161: way === "supervisor-before-161",
  };
  if (cluster) {
    return [
      { name: "Dockerfile", title: "Dockerfile of its image", text: supervisorImage() },
      { name: "fleethub-collector.yaml", text: supervisorManifest({ ...file, image: executable }) },
    ];
  }
  const own = { name: SUPERVISOR_YAML, text: supervisorYaml(file) };
  return place === "macos"
    ? [own, { name: `${MAC_SERVICE}.plist`, text: launchdService(token) }]
    : [own];
}
