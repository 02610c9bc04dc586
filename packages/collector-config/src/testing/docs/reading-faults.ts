/** A fault of reading or of the settings: told whatever the rules, and not to be switched off. */
export interface ReadingFault {
  readonly code: string;
  readonly severity: "error" | "warning" | "info";
  /** Markdown, as those of rules. */
  readonly summary: string;
  readonly why: string;
  /** A text that has the fault; absent where it would be too long for a page. */
  readonly bad?: string;
  /** What a check was given besides, as JSON. */
  readonly settings?: { readonly rules: Readonly<Record<string, "off">> };
}

export const READING_FAULTS: readonly ReadingFault[] = [
  {
    code: "yaml-syntax",
    severity: "error",
    summary: "A text that is no YAML.",
    why: "The Collector reads the whole file or nothing of it. Often a quote, bracket or brace is not closed, a value begins with a character that YAML reserves (`@`, `` ` ``, `%`), or holds `: ` and needs quotes.",
    bad: "exporters:\n  otlp_http: {endpoint: https://collector:4318\nservice:\n  pipelines: {}\n",
  },
  {
    code: "yaml-indentation",
    severity: "error",
    summary: "A line whose indentation fits no level above it.",
    why: "Keys of one map stand in one column; so do the dashes of one list.",
    bad: "receivers:\n    otlp:\n  zipkin:\n",
  },
  {
    code: "yaml-tab",
    severity: "error",
    summary: "A line that is indented with a tab.",
    why: "YAML indents with spaces alone. Many editors show no difference; let yours write spaces.",
    bad: "receivers:\n\totlp:\n",
  },
  {
    code: "yaml-directive",
    severity: "error",
    summary: "A `%` line that the Collector's reader refuses.",
    why: "It reads YAML 1.1 and takes no other version, nor directives that it does not know.",
    bad: "%YAML 1.2\n---\nreceivers:\n",
  },
  {
    code: "yaml-duplicate-key",
    severity: "error",
    summary: "A key that stands twice in one map.",
    why: "Other readers take the last one; the Collector refuses the file. Happens when a part is pasted below another: join both under one key.",
    bad: "exporters:\n  debug:\nexporters:\n  nop:\n",
  },
  {
    code: "yaml-unknown-anchor",
    severity: "error",
    summary: "An alias `*name` without an anchor `&name` before it.",
    why: "An alias repeats what an anchor above it has named. Text that begins with `*` needs quotes.",
    bad: "exporters:\n  otlp_http: *backend\n",
  },
  {
    code: "yaml-bad-key",
    severity: "error",
    summary: "A map or a list as a key.",
    why: "YAML allows it, the Collector does not. Mostly a value such as `{{ name }}` of a template that was not filled in.",
    bad: "exporters:\n  {name: a}: 1\n",
  },
  {
    code: "yaml-bad-merge",
    severity: "error",
    summary: "A merge key `<<` with something that is no map.",
    why: "`<<: *name` takes over the entries of a map, or of several in a list.",
    bad: "exporters:\n  debug: {<<: detailed}\n",
  },
  {
    code: "yaml-encoding",
    severity: "error",
    summary: "Bytes that are no text, or characters that YAML does not allow.",
    why: "Save the file as UTF-8. Control characters can be written as escapes in double quotes.",
  },
  {
    code: "config-not-a-map",
    severity: "error",
    summary: "A text that is not a map at its top.",
    why: "A configuration is a map of sections: `receivers`, `processors`, `exporters`, `connectors`, `extensions`, `service`.",
    bad: "- receivers\n- exporters\n",
  },
  {
    code: "config-too-long",
    severity: "error",
    summary: "More text than is read.",
    why: "The limit keeps work bounded whatever is sent; it is named in the message and is far above what configurations need.",
  },
  {
    code: "config-too-deep",
    severity: "error",
    summary: "Maps and lists nested deeper than is read.",
    why: "The limit keeps work bounded whatever is sent; no component needs such depth.",
  },
  {
    code: "config-too-large",
    severity: "error",
    summary:
      "More values than are read, once aliases are expanded; or more components and names than are judged.",
    why: "A few lines of aliases inside aliases can stand for millions of values. With too many components, pipelines and names it is a warning: the configuration is read and not judged.",
    bad: `receivers:\n  a: &a [x, x, x, x, x, x, x, x, x, x]\n${["b", "c", "d", "e", "f"].map((name, i) => `  ${name}: &${name} [${`*${"abcdef"[i]}, `.repeat(10)}]\n`).join("")}`,
  },
  {
    code: "rule-setting",
    severity: "info",
    summary: "A setting for a rule that does not exist, or a severity that does not.",
    why: "The settings are left aside, and the check goes on. Most often a slip in the code of a rule.",
    bad: "receivers:\n  otlp: {protocols: {grpc: {}}}\nexporters:\n  debug:\nservice:\n  pipelines:\n    traces: {receivers: [otlp], exporters: [debug]}\n",
    settings: { rules: { "memory-limiter-mising": "off" } },
  },
];
