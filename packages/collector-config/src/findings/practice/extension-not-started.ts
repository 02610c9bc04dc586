import { finding } from "../../finding.js";
import { readIdParts } from "../../parse/component-id.js";
import { descend } from "../../parse/tree.js";
import { insertLast } from "../editing.js";
import type { Rule, RulePage } from "../rule.js";
import { type FoundScalar, pathOf } from "../scalars.js";

/** `extension-not-started`: an authenticator or a storage that names an extension which is not started. */
export const extensionNotStarted: Rule = {
  code: "extension-not-started",
  level: "practice",
  severity: "warning",
  check: ({ config, component, scalars, runs }) => {
    const started = new Set(config.extensions.map((each) => each.id));
    const list = descend(config.root, ["service", "extensions"]);
    const known =
      list === undefined ||
      (list.kind === "list" && list.items.length === config.extensions.length);
    if (!known) return [];
    return scalars()
      .filter(
        (found) => found.component !== undefined && runs(found.component) && namesExtension(found),
      )
      .filter(({ node }) => !started.has(idOf(node.source)))
      .map((found) => {
        const id = idOf(found.node.source);
        const defined = component("extension", id) !== undefined;
        const addable = defined && list?.kind === "list";
        return finding({
          severity: "warning",
          code: "extension-not-started",
          place: found.node.place,
          path: pathOf(found),
          message: `The ${found.component?.class} "${found.component?.id}" needs the extension "${id}", which is ${defined ? 'not named in "service.extensions"' : "not defined"}.`,
          remedy: defined
            ? `Add "${id}" to "service.extensions".`
            : `Define "${id}" below "extensions", and name it in "service.extensions".`,
          edit: addable ? insertLast(config.text, list, id) : undefined,
        });
      });
  },
};

/** `auth.authenticator` anywhere, and `storage` of a component or of its sending queue. */
function namesExtension({ key, node, link, component }: FoundScalar): boolean {
  if (node.type !== "text" || node.references.length > 0) return false;
  const above = link.above?.key;
  if (key === "authenticator") return above === "auth";
  if (key !== "storage" || component === undefined || component.class === "extension") return false;
  return above === "sending_queue" || (above === component.key && LOG_READERS.test(component.type));
}

/** Receivers that keep their place in files or streams in a storage extension. */
const LOG_READERS = /^(file_?log|journald|kafka|tcp_?log|udp_?log|syslog|windows_?event_?log)$/;

function idOf(text: string): string {
  const read = readIdParts(text);
  return read.ok ? read.id.id : text;
}

/** Its page. */
export const extensionNotStartedPage: RulePage = {
  summary: "An authenticator or a storage that names an extension which is not started.",
  why: "The configuration is accepted, and the Collector fails at start: `auth.authenticator`, `storage` and the like find only extensions that `service.extensions` names.",
  example: {
    bad: `extensions:
  basicauth: {client_auth: {username: fleet, password: "\${env:PASSWORD}"}}
receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  otlp_http: {endpoint: "https://backend:4318", auth: {authenticator: basicauth}}
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [otlp_http]}
`,
    good: `extensions:
  basicauth: {client_auth: {username: fleet, password: "\${env:PASSWORD}"}}
receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  otlp_http: {endpoint: "https://backend:4318", auth: {authenticator: basicauth}}
service:
  extensions: [basicauth]
  pipelines:
    traces: {receivers: [otlp], exporters: [otlp_http]}
`,
  },
};
