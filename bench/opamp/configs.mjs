// Configurations in the sizes that fleets have: what a supervised Collector reports, and what a server offers.

/** 8.2 KB, in the layout that supervisors report: keys in order, their own parts under opamp and resource. */
export function effectiveYaml({ uid, ppid, port, host, backends = 11 }) {
  const exporters = numbered(backends).map(
    (index) => `    otlp/backend-${index}:
        compression: gzip
        endpoint: collector-${index}.eu-west-1.example.com:4317
        headers:
            x-tenant: payments-${index}
        retry_on_failure:
            enabled: true
            initial_interval: 5s
            max_elapsed_time: 5m0s
            max_interval: 30s
            multiplier: 1.5
        sending_queue:
            enabled: true
            num_consumers: 10
            queue_size: 1000
        timeout: 10s
        tls:
            insecure: false`,
  );
  return `connectors: {}
exporters:
${exporters.join("\n")}
extensions:
    health_check:
        endpoint: localhost:13133
    opamp:
        agent_description:
            include_resource_attributes: false
            non_identifying_attributes: {}
        capabilities:
            accepts_restart_command: false
            reports_available_components: true
            reports_effective_config: true
            reports_health: true
        instance_uid: ${uid}
        ppid: ${ppid}
        ppid_poll_interval: 5s
        server:
            ws:
                endpoint: ws://127.0.0.1:${port}/v1/opamp
                tls:
                    insecure: true
processors:
    batch:
        send_batch_size: 8192
        timeout: 200ms
    memory_limiter:
        check_interval: 1s
        limit_percentage: 80
receivers:
    otlp:
        protocols:
            grpc:
                endpoint: localhost:4317
            http:
                endpoint: localhost:4318
service:
    extensions:
        - opamp
        - health_check
    pipelines:
${["logs", "metrics", "traces"].map((signal) => pipeline(signal, backends)).join("\n")}
    telemetry:
        logs:
            encoding: json
            level: info
        metrics:
            level: Normal
        resource:
            deployment.environment: production
            host.arch: amd64
            host.name: edge-${host}
            os.type: linux
            service.instance.id: ${uid}
            service.name: otelcol-contrib
            service.version: 0.149.0
`;
}

function pipeline(signal, backends) {
  const exporters = numbered(backends).map((index) => `                - otlp/backend-${index}`);
  return `        ${signal}:
            exporters:
${exporters.join("\n")}
            processors:
                - memory_limiter
                - batch
            receivers:
                - otlp`;
}

const numbered = (count) => Array.from({ length: count }, (_, index) => index + 1);

/** What a hub may offer, of about that size. */
export function offeredYaml() {
  return effectiveYaml({ uid: "", ppid: "", port: "", host: "", backends: 12 })
    .replace(/^ {4}opamp:\n(?: {8}.*\n)+/m, "")
    .replace(/^ {8}resource:\n(?: {12}.*\n)+/m, "")
    .replace("        - opamp\n", "");
}
