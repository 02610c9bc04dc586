import { z } from "zod";
import { Time } from "./primitives.js";

/** What a certificate says. Nothing in it is a secret. */
export const Certificate = z
  .strictObject({
    subject: z.string(),
    issuer: z.string(),
    hostNames: z.array(z.string()).meta({ description: "Names and addresses it is good for." }),
    serial: z.string().meta({ description: "Hex, as certificates write it." }),
    notBefore: Time,
    notAfter: Time,
    fingerprint: z
      .string()
      .meta({ description: "SHA-256 of its bytes, pairs of hex with colons." }),
    state: z.enum(["valid", "expiring", "expired", "not-yet"]),
  })
  .meta({ id: "Certificate" });
export type Certificate = z.output<typeof Certificate>;

/** Where the certificate of a listener comes from; `off`: it speaks plain text. */
export const TlsSource = z.enum(["off", "files", "hub-ca"]).meta({ id: "TlsSource" });
export type TlsSource = z.output<typeof TlsSource>;

/** Whether agents are asked for a certificate of their own. */
export const ClientCertificates = z
  .enum(["off", "optional", "required"])
  .meta({ id: "ClientCertificates" });
export type ClientCertificates = z.output<typeof ClientCertificates>;

/** From where plain text is taken on the agents' door. */
export const PlainText = z
  .enum(["nowhere", "this-machine", "everywhere"])
  .meta({ id: "PlainText" });
export type PlainText = z.output<typeof PlainText>;

const listenerFields = {
  source: TlsSource,
  certificate: Certificate.nullable().meta({ description: "In use; null without TLS." }),
  loadedAt: Time.nullable().meta({ description: "Since when it is in use." }),
  problem: z.string().nullable().meta({
    description: "Why newer files are not in use, with what to do; null where all is well.",
  }),
};

/** The certificates of this hub: of both listeners, and its own authority. */
export const Certificates = z
  .strictObject({
    agents: z.strictObject({
      ...listenerFields,
      plainText: PlainText,
      clientCertificates: ClientCertificates,
      clientAuthorities: z.array(Certificate).meta({
        description: "Whose client certificates are taken, the hub's own authority first.",
      }),
    }),
    console: z.strictObject(listenerFields),
    authority: Certificate.nullable().meta({
      description: "The hub's own; null where it has none.",
    }),
    authorityProblem: z.string().nullable().meta({
      description: "Why it does not serve for long, with what to do; null where all is well.",
    }),
    issues: z.boolean().meta({
      description: "The hub holds the authority's key: it issues and renews certificates itself.",
    }),
  })
  .meta({ id: "Certificates" });
export type Certificates = z.output<typeof Certificates>;
