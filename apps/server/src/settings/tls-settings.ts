import type { Setting } from "./setting.js";
import { readFolder as readFile, readOneOf } from "./values.js";

/** How both listeners are encrypted, and who may do without. */
export interface TlsSettings {
  /** Certificate of the agents' door in PEM, its chain after it. Null: the hub's own, where `certs init` made one. */
  readonly agentsTlsCertFile: string | null;
  readonly agentsTlsKeyFile: string | null;
  /** Authority that agents verify the door's certificate by, where that is not the hub's own. Null: theirs know it. */
  readonly agentsCaFile: string | null;
  /** Authorities whose client certificates are taken besides those of the hub's own. */
  readonly agentsClientCaFile: string | null;
  /** `default`: optional where there is an authority to verify them by, else off. */
  readonly agentsClientCertificates: "default" | "off" | "optional" | "required";
  /** `loopback`: plain text is taken from this machine alone. */
  readonly agentsPlainText: "loopback" | "allow";
  /** Certificate of the console in PEM, its chain after it. Null: plain HTTP. */
  readonly consoleTlsCertFile: string | null;
  readonly consoleTlsKeyFile: string | null;
}

export const TLS_SETTINGS_DEFAULT: TlsSettings = {
  agentsTlsCertFile: null,
  agentsTlsKeyFile: null,
  agentsCaFile: null,
  agentsClientCaFile: null,
  agentsClientCertificates: "default",
  agentsPlainText: "loopback",
  consoleTlsCertFile: null,
  consoleTlsKeyFile: null,
};

const setting = <K extends keyof TlsSettings>(one: Setting<TlsSettings, K>) => one;

const file = <K extends keyof TlsSettings>(key: K, flag: string, help: string) => ({
  key,
  env: `FLEETHUB_${flag.replaceAll("-", "_").toUpperCase()}`,
  flag,
  value: "<file>",
  help,
  read: readFile,
});

/** In the order of help. */
export const TLS_SETTINGS = [
  setting(file("agentsTlsCertFile", "agents-tls-cert-file", "certificate of the agents' door")),
  setting(file("agentsTlsKeyFile", "agents-tls-key-file", "its private key")),
  setting(
    file("agentsCaFile", "agents-ca-file", "authority that agents verify that certificate by"),
  ),
  setting(
    file("agentsClientCaFile", "agents-client-ca-file", "authorities of client certificates"),
  ),
  setting({
    key: "agentsClientCertificates",
    env: "FLEETHUB_AGENTS_CLIENT_CERTIFICATES",
    flag: "agents-client-certificates",
    value: "<rule>",
    help: "off, optional or required (default: optional where there is an authority)",
    read: readOneOf(["off", "optional", "required"]),
  }),
  setting({
    key: "agentsPlainText",
    env: "FLEETHUB_AGENTS_PLAIN_TEXT",
    flag: "agents-plain-text",
    value: "<rule>",
    help: `loopback or allow: from where plain text is taken (default ${TLS_SETTINGS_DEFAULT.agentsPlainText})`,
    read: readOneOf(["loopback", "allow"]),
  }),
  setting(file("consoleTlsCertFile", "console-tls-cert-file", "certificate of console and API")),
  setting(file("consoleTlsKeyFile", "console-tls-key-file", "its private key")),
] as const;
