import { FILES, type Place } from "./places";
import type { Door } from "./templates";

/** The name of the file that the page gives away for a supervisor, in the folder in which its commands are run. */
export const SUPERVISOR_YAML = "supervisor.yaml";

/** The environment of a launchd service: only its owner reads it. */
const MAC_ENVIRONMENT = "/etc/otelcol/supervisor.env";
export const MAC_SERVICE = "fleethub.opampsupervisor";
const WINDOWS_SERVICE = "HKLM:\\SYSTEM\\CurrentControlSet\\Services\\opampsupervisor";

/**
 * Fetches the hub's authority on the agent's host. Nothing is trusted before its digest was found to be the one that this page
 * shows: a file that is another one is said, and removed.
 */
export function authorityCommand(door: Door, sha256: string, place: Place): string {
  const url = `https://${door.host}:${door.port}/ca.pem`;
  const file = FILES[place].authority;
  switch (place) {
    case "linux":
    case "macos": {
      const judge = place === "linux" ? "sha256sum" : "shasum -a 256";
      return joined([
        `sudo mkdir -p ${folderOf(file)}`,
        `sudo curl -ksSf ${url} -o ${file}`,
        `echo "${sha256}  ${file}" | ${judge} -c || sudo rm ${file}`,
      ]);
    }
    case "windows":
      return joined([
        `New-Item -ItemType Directory -Force ${folderOf(file)} | Out-Null`,
        `curl.exe -ksSf ${url} -o ${file}`,
        `if ((Get-FileHash ${file} -Algorithm SHA256).Hash -ne "${sha256}") { Remove-Item ${file}; Write-Error "another authority" }`,
      ]);
    case "kubernetes":
      return joined([
        `curl -ksSf ${url} -o fleethub-ca.pem`,
        `echo "${sha256}  fleethub-ca.pem" | sha256sum -c || rm fleethub-ca.pem`,
        "kubectl create configmap fleethub-ca --from-file=fleethub-ca.pem",
      ]);
  }
}

/** Starts a supervisor as its host's service, with the file that the page gives. The token is null where there is none. */
export function superviseCommand(place: Place, token: string | null): string {
  const { supervisor, storage } = FILES[place];
  switch (place) {
    case "linux":
      return joined([
        `sudo install -m 644 ${SUPERVISOR_YAML} ${supervisor}`,
        ...secretLines("/etc/opampsupervisor/opampsupervisor.conf", token, "tee -a"),
        "sudo systemctl restart opampsupervisor",
      ]);
    case "macos":
      return joined([
        `sudo mkdir -p ${folderOf(supervisor)} ${storage}`,
        `sudo install -m 644 ${SUPERVISOR_YAML} ${supervisor}`,
        ...secretLines(MAC_ENVIRONMENT, token, "tee"),
        `sudo install -m 644 ${MAC_SERVICE}.plist /Library/LaunchDaemons/`,
        `sudo launchctl bootstrap system /Library/LaunchDaemons/${MAC_SERVICE}.plist`,
      ]);
    case "windows":
      return joined([
        `Copy-Item ${SUPERVISOR_YAML} "${supervisor}"`,
        ...(token === null
          ? []
          : [
              `New-ItemProperty ${WINDOWS_SERVICE} -Name Environment -PropertyType MultiString -Value "FLEETHUB_TOKEN=${token}" -Force | Out-Null`,
            ]),
        "Set-Service opampsupervisor -StartupType Automatic",
        "Restart-Service opampsupervisor",
      ]);
    case "kubernetes":
      return joined([...clusterSecret(token), "kubectl apply -f fleethub-collector.yaml"]);
  }
}

/** Starts a Collector that has the opamp extension. */
export function extendCommand(place: Place, token: string | null): string {
  const start = "otelcol-contrib --config config.yaml --config opamp.yaml";
  switch (place) {
    case "linux":
    case "macos":
      return runCommand(start, token);
    case "windows": {
      const run = "otelcol-contrib.exe --config config.yaml --config opamp.yaml";
      return token === null ? run : `$env:FLEETHUB_TOKEN = "${token}"\n${run}`;
    }
    case "kubernetes":
      return joined([
        ...clusterSecret(token),
        "helm repo add open-telemetry https://open-telemetry.github.io/opentelemetry-helm-charts",
        "helm upgrade --install collector open-telemetry/opentelemetry-collector -f values.yaml",
      ]);
  }
}

/** Runs a command in a shell; the token stands in the environment, never in a file that others read. */
export function runCommand(command: string, token: string | null): string {
  return token === null ? command : `export FLEETHUB_TOKEN=${token}\n${command}`;
}

/** A launchd service that runs the supervisor; its token, where it has one, stands in a file of its own. */
export function launchdService(token: boolean): string {
  const run = `/usr/local/bin/opampsupervisor --config ${FILES.macos.supervisor}`;
  const words = token
    ? ["/bin/sh", "-c", `set -a; . ${MAC_ENVIRONMENT}; exec ${run}`]
    : run.split(" ");
  return `${joined([
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    '<plist version="1.0">',
    "<dict>",
    "  <key>Label</key>",
    `  <string>${MAC_SERVICE}</string>`,
    "  <key>ProgramArguments</key>",
    "  <array>",
    ...words.map((word) => `    <string>${word}</string>`),
    "  </array>",
    "  <key>RunAtLoad</key>",
    "  <true/>",
    "  <key>KeepAlive</key>",
    "  <true/>",
    "</dict>",
    "</plist>",
  ])}\n`;
}

/** Writes the token into a file of the environment that nobody but its owner reads, before there is anything to read. */
function secretLines(file: string, token: string | null, write: "tee" | "tee -a"): string[] {
  if (token === null) return [];
  return [
    `sudo touch ${file} && sudo chmod 600 ${file}`,
    `echo 'FLEETHUB_TOKEN=${token}' | sudo ${write} ${file} > /dev/null`,
  ];
}

function clusterSecret(token: string | null): string[] {
  if (token === null) return [];
  return [
    `kubectl create secret generic fleethub-enrolment --from-literal=FLEETHUB_TOKEN='${token}'`,
  ];
}

function folderOf(file: string): string {
  return file.slice(0, Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")));
}

function joined(all: readonly string[]): string {
  return all.join("\n");
}
