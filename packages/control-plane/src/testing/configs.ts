const pipeline = (exporter: string, extra = "") => `receivers:
    nop: {}
exporters:
    ${exporter}: {}
service:
${extra}    pipelines:
        traces:
            receivers: [nop]
            exporters: [${exporter}]
`;

/** Runs on every Collector of these tests. */
export const GOOD = pipeline("debug");

/** Also runs, and means something else. */
export const OTHER = pipeline("nop");

/** Sound, but these Collectors have no such exporter. */
export const UNKNOWN_EXPORTER = pipeline("kafka");
