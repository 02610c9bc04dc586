import { FILES, type Place } from "./places";
import type { Way } from "./templates";

/** What is to be known of the files. */
export function FileAdvice({ way, place }: { way: Way; place: Place }) {
  if (way === "extension") {
    return (
      <p className="hint under">
        The instance UID is this one Collector’s. Without it every restart would be another agent
        {place === "kubernetes" ? ", and a second replica with it a double" : ""}.
      </p>
    );
  }
  return (
    <p className="hint under">
      {way === "supervisor-before-161" ? (
        <>
          Take <code>reports_remote_config</code> out when the supervisor is updated: 0.163.0 and
          later refuse to start with it.{" "}
        </>
      ) : null}
      {way === "polling" ? (
        <>
          Before 0.161.0 add <code>reports_remote_config: true</code> to the capabilities.{" "}
        </>
      ) : null}
      <code>validate_config</code> has a bad config refused with its cause while the Collector goes
      on.
    </p>
  );
}

/** What is to be known of the commands, and of what they rely on. */
export function RunAdvice(props: { way: Way; place: Place; token: boolean }) {
  const { way, place, token } = props;
  if (way === "extension") {
    return place === "kubernetes" ? (
      <p className="hint under">
        The chart’s own config has <code>health_check</code>, which stays. Where your values name
        other extensions, list them too.
      </p>
    ) : (
      <p className="hint under">
        Saved as opamp.yaml it is merged over the config that the Collector has. A second file
        replaces lists: where <code>service.extensions</code> names others, list them too.
      </p>
    );
  }
  return (
    <>
      <p className="hint under">{relied(place)}</p>
      {token && place === "windows" ? (
        <p className="hint under">
          Local users of the host can read the environment of a service: give the token an end, and
          no more uses than there are agents.
        </p>
      ) : null}
      <p className="hint under">
        The Collector’s build needs the opamp extension and the nop receiver and exporter: the
        supervisor starts it once with them to learn what it is.
      </p>
    </>
  );
}

function relied(place: Place): string {
  const { supervisor } = FILES[place];
  switch (place) {
    case "linux":
      return `Install the opampsupervisor package first: its service reads ${supervisor}, runs as the user opampsupervisor and keeps its state in ${FILES.linux.storage}. The Collector is started by it: turn the Collector’s own service off.`;
    case "kubernetes":
      return "Build and push the image, with a tag of the same version for both lines; no released image has supervisor and Collector in one. Each replica keeps its identity in its volume.";
    case "windows":
      return "Install the supervisor by its MSI first, and run this in a PowerShell of an administrator. The Collector is started by it: turn the Collector’s own service off.";
    case "macos":
      return "Put the binaries of supervisor and Collector into /usr/local/bin first: there is no package with a service of its own.";
  }
}
