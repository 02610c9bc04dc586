import type { ComponentClass } from "../parse/config.js";

/** Options without which a component refuses to start: one path of each group must be there. */
export interface RequiredOptions {
  readonly class: ComponentClass;
  readonly types: readonly string[];
  /** Groups of alternatives; each path leads from the component's body. */
  readonly oneOf: readonly (readonly (readonly string[])[])[];
  /** `present`: the key alone is enough, even with null. `value`: it needs a value. */
  readonly needs: "present" | "value";
  /** `used`: the Collector looks only at components that a pipeline uses. */
  readonly when: "always" | "used";
  readonly example: string;
}

/** Components whose empty body the Collector refuses, as of 0.149 to 0.159. */
export const REQUIRED_OPTIONS: readonly RequiredOptions[] = [
  {
    class: "receiver",
    types: ["otlp"],
    oneOf: [
      [
        ["protocols", "grpc"],
        ["protocols", "http"],
      ],
    ],
    needs: "present",
    when: "always",
    example: "protocols: {grpc: {}, http: {}}",
  },
  {
    class: "receiver",
    types: ["prometheus"],
    oneOf: [
      [["config", "scrape_configs"], ["config", "scrape_config_files"], ["target_allocator"]],
    ],
    needs: "value",
    when: "always",
    example: "config: {scrape_configs: […]}",
  },
  {
    class: "receiver",
    types: ["filelog", "file_log"],
    oneOf: [[["include"]]],
    needs: "value",
    when: "used",
    example: "include: [/var/log/*.log]",
  },
  {
    class: "processor",
    types: ["memory_limiter"],
    oneOf: [[["check_interval"]], [["limit_mib"], ["limit_percentage"]]],
    needs: "value",
    when: "always",
    example: "check_interval: 1s and limit_percentage: 80",
  },
  {
    class: "processor",
    types: ["resource"],
    oneOf: [[["attributes"]]],
    needs: "value",
    when: "always",
    example: "attributes: [{key: deployment.environment, value: production, action: upsert}]",
  },
  {
    class: "exporter",
    types: ["otlp", "otlp_grpc"],
    oneOf: [[["endpoint"]]],
    needs: "value",
    when: "always",
    example: "endpoint: HOST:4317",
  },
  {
    class: "exporter",
    types: ["otlphttp", "otlp_http"],
    oneOf: [
      [
        ["endpoint"],
        ["traces_endpoint"],
        ["metrics_endpoint"],
        ["logs_endpoint"],
        ["profiles_endpoint"],
      ],
    ],
    needs: "value",
    when: "always",
    example: "endpoint: https://HOST:4318",
  },
  {
    class: "exporter",
    types: ["clickhouse"],
    oneOf: [[["endpoint"]]],
    needs: "value",
    when: "always",
    example: "endpoint: tcp://HOST:9000",
  },
  {
    class: "exporter",
    types: ["prometheus"],
    oneOf: [[["endpoint"]]],
    needs: "value",
    when: "used",
    example: "endpoint: localhost:9464",
  },
];
