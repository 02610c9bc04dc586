import { z } from "zod";
import { Certificates } from "../schemas/certificate.js";

const none = z.strictObject({});

/** Schemas of the routes of certificates. */
export const CERTIFICATE_SCHEMAS = {
  describeCertificates: { params: none, query: none, body: null, answer: Certificates },
  getAuthority: {
    params: none,
    query: none,
    body: null,
    answer: z.string().meta({ description: "The hub's own authority in PEM." }),
  },
} as const;
