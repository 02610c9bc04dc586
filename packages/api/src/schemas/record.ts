import { z } from "zod";
import { PlainText, TlsSource } from "./certificate.js";
import { HandshakeCause } from "./handshake-cause.js";
import { Time } from "./primitives.js";

/** Where an attempt to connect ended. */
export const HandshakeStep = z
  .enum([
    "no-upgrade",
    "wrong-path",
    "wrong-method",
    "wrong-content-type",
    "tls",
    "plain-text",
    "credential",
    "too-large",
    "undecodable",
    "refused-for-load",
    "draining",
  ])
  .meta({ id: "HandshakeStep" });
export type HandshakeStep = z.output<typeof HandshakeStep>;

/** Failed attempts from one address that ended at the same step for the same cause. In memory, bounded. */
export const Handshake = z
  .strictObject({
    remoteAddress: z.string(),
    step: HandshakeStep,
    cause: HandshakeCause.nullable().meta({ description: "Null where the step says it all." }),
    count: z.int().min(1),
    firstAt: Time,
    lastAt: Time,
    detail: z.string().meta({ description: "What was seen, never contents or credentials." }),
    remedy: z.string(),
  })
  .meta({ id: "Handshake" });
export type Handshake = z.output<typeof Handshake>;

/** Newest first. Knocks that succeeded are agents. */
export const HandshakeList = z
  .strictObject({ items: z.array(Handshake), total: z.int().min(0), nextCursor: z.null() })
  .meta({ id: "HandshakeList" });
export type HandshakeList = z.output<typeof HandshakeList>;

/** What a page needs to tell a person how to connect an agent. */
export const Hub = z
  .strictObject({
    version: z.string(),
    startedAt: Time,
    agentsPort: z.int(),
    agentsPath: z.string(),
    agentsLoopbackOnly: z.boolean().meta({
      description: "True: agents on other hosts cannot reach it; start it with another host.",
    }),
    agentsTls: TlsSource,
    agentsPlainText: PlainText,
    hostNames: z.array(z.string()).meta({
      description: "Names that the certificate of the agents' door is good for; empty without TLS.",
    }),
    caFingerprint: z.string().nullable().meta({
      description: "SHA-256 of the hub's own authority; null where it has none.",
    }),
    caFileSha256: z.string().nullable().meta({
      description: "SHA-256 of the file of it in hex, as `sha256sum` prints it.",
    }),
    admission: z.enum(["default", "open", "await-approval", "token"]),
    store: z.enum(["pglite", "postgres"]),
    directLimit: z.int().min(0).meta({
      description: "A change that would move more agents than this becomes a rollout.",
    }),
  })
  .meta({ id: "Hub" });
export type Hub = z.output<typeof Hub>;
