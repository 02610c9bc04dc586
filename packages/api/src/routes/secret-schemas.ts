import { z } from "zod";
import { Name, pageQuery } from "../schemas/primitives.js";
import {
  HubKeyState,
  Secret,
  SecretCreate,
  SecretPage,
  SecretReplace,
  SecretWritten,
} from "../schemas/secret.js";

const none = z.strictObject({});
const name = z.strictObject({ name: Name });

/** Schemas of the routes of secrets. */
export const SECRET_SCHEMAS = {
  listSecrets: {
    params: none,
    query: z.strictObject(pageQuery),
    body: null,
    answer: SecretPage,
  },
  createSecret: { params: none, query: none, body: SecretCreate, answer: SecretWritten },
  getSecret: { params: name, query: none, body: null, answer: Secret },
  replaceSecret: { params: name, query: none, body: SecretReplace, answer: SecretWritten },
  removeSecret: { params: name, query: none, body: null, answer: null },
  describeHubKey: { params: none, query: none, body: null, answer: HubKeyState },
  rotateHubKey: { params: none, query: none, body: null, answer: HubKeyState },
} as const;
