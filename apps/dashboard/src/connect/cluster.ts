import { FILES } from "./places";
import {
  extensionYaml,
  lines,
  supervisorYaml,
  text,
  type SupervisorFile,
  type Trust,
} from "./templates";

/** The user that the released images of supervisor and Collector run as. */
const IMAGE_USER = 10001;

/** An image with supervisor and Collector: the released one of the supervisor has no Collector in it. */
export function supervisorImage(): string {
  return lines([
    "FROM otel/opentelemetry-collector-contrib AS collector",
    "FROM otel/opentelemetry-collector-opampsupervisor",
    `COPY --from=collector /otelcol-contrib ${FILES.kubernetes.executable}`,
  ]);
}

/**
 * A supervisor with its Collector in a cluster: a ConfigMap and a StatefulSet, whose volume keeps its identity and its
 * last configuration over restarts. The token is a key of the Secret `fleethub-enrolment`, the authority one of the
 * ConfigMap `fleethub-ca`.
 *
 * @param image one made as {@link supervisorImage} says
 */
export function supervisorManifest(file: SupervisorFile & { readonly image: string }): string {
  const { image, token = false, caFile } = file;
  const { storage, supervisor } = FILES.kubernetes;
  return lines([
    "apiVersion: v1",
    "kind: ConfigMap",
    "metadata:",
    "  name: fleethub-collector",
    "data:",
    "  config.yaml: |",
    ...indented(supervisorYaml(file), 4),
    "---",
    "apiVersion: apps/v1",
    "kind: StatefulSet",
    "metadata:",
    "  name: fleethub-collector",
    "spec:",
    "  serviceName: fleethub-collector",
    "  replicas: 1",
    "  selector:",
    "    matchLabels: {app: fleethub-collector}",
    "  template:",
    "    metadata:",
    "      labels: {app: fleethub-collector}",
    "    spec:",
    "      securityContext:",
    `        fsGroup: ${IMAGE_USER}`,
    "      containers:",
    "        - name: supervisor",
    `          image: ${text(image)}`,
    `          args: [--config, ${supervisor}]`,
    ...(token ? indented(lines(tokenFromSecret("env")), 10) : []),
    "          volumeMounts:",
    "            - {name: config, mountPath: /etc/opampsupervisor}",
    `            - {name: state, mountPath: ${storage}}`,
    ...(caFile === undefined ? [] : ["            - {name: authority, mountPath: /etc/fleethub}"]),
    "      volumes:",
    "        - {name: config, configMap: {name: fleethub-collector}}",
    ...(caFile === undefined
      ? []
      : ["        - {name: authority, configMap: {name: fleethub-ca}}"]),
    "  volumeClaimTemplates:",
    "    - metadata: {name: state}",
    "      spec:",
    "        accessModes: [ReadWriteOnce]",
    "        resources: {requests: {storage: 100Mi}}",
  ]);
}

/** Values of the chart `open-telemetry/opentelemetry-collector` for one Collector with the opamp extension. */
export function chartValues(
  file: Trust & { readonly endpoint: string; readonly instanceUid: string },
): string {
  const { token = false, caFile } = file;
  const config = extensionYaml(file).replace("[opamp]", "[health_check, opamp]");
  return lines([
    "mode: deployment",
    "replicaCount: 1",
    "image:",
    "  repository: otel/opentelemetry-collector-contrib",
    ...(token ? tokenFromSecret("extraEnvs") : []),
    ...(caFile === undefined
      ? []
      : [
          "extraVolumes:",
          "  - {name: authority, configMap: {name: fleethub-ca}}",
          "extraVolumeMounts:",
          "  - {name: authority, mountPath: /etc/fleethub}",
        ]),
    "config:",
    ...indented(config, 2),
  ]);
}

function tokenFromSecret(key: "env" | "extraEnvs"): readonly string[] {
  return [
    `${key}:`,
    "  - name: FLEETHUB_TOKEN",
    "    valueFrom:",
    "      secretKeyRef: {name: fleethub-enrolment, key: FLEETHUB_TOKEN}",
  ];
}

function indented(yaml: string, by: number): readonly string[] {
  return yaml
    .trimEnd()
    .split("\n")
    .map((line) => `${" ".repeat(by)}${line}`);
}
