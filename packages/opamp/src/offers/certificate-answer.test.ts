import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import {
  type AgentReport,
  AgentToServerSchema,
  type ConnectionSettingsRequestSchema,
  type MessageInitShape,
  ServerErrorResponseType,
  create,
  encodeAgentToServer,
  scanAgentToServer,
} from "../index.js";
import { EncodedServerToAgent } from "../encode.js";
import {
  CSR_SIZE_BYTES_MAX,
  type CertificateDecision,
  certificateAnswer,
  readCertificateRequest,
} from "./index.js";

const digest = (bytes: Uint8Array) => new Uint8Array(createHash("sha256").update(bytes).digest());
const pem = (text: string) => new TextEncoder().encode(text);
const SETTINGS = {
  opamp: {
    destinationEndpoint: "wss://hub:4320/v1/opamp",
    headers: { Authorization: "Bearer s" },
    heartbeatIntervalSeconds: 30,
    tls: { caPem: "CA" },
  },
};

function reportOf(
  connectionSettingsRequest?: MessageInitShape<typeof ConnectionSettingsRequestSchema>,
): AgentReport {
  const message = create(AgentToServerSchema, {
    instanceUid: new Uint8Array(16).fill(7),
    ...(connectionSettingsRequest === undefined ? {} : { connectionSettingsRequest }),
  });
  const scan = scanAgentToServer(encodeAgentToServer(message));
  if (!scan.ok) throw new Error(scan.problem.message);
  return scan.value;
}

const answer = (decision: CertificateDecision) => {
  const made = certificateAnswer(decision, SETTINGS, digest);
  if (!made.ok) throw new Error(JSON.stringify(made.problems));
  return made.value;
};

test("R-01 a request without opamp, and a report without a request, ask for nothing", () => {
  expect(readCertificateRequest(reportOf(undefined))).toEqual({ ok: true, value: undefined });
  expect(readCertificateRequest(reportOf({}))).toEqual({ ok: true, value: undefined });
  expect(readCertificateRequest(reportOf({ opamp: {} }))).toEqual({ ok: true, value: undefined });
});

test("R-02 R-06 an issued certificate is offered with the whole opamp part and no private key", () => {
  const csr = pem("CSR");
  const request = readCertificateRequest(reportOf({ opamp: { certificateRequest: { csr } } }));
  expect(request).toEqual({ ok: true, value: csr });
  const issued = { kind: "issued" as const, certPem: pem("CERT"), caPem: pem("CA") };
  expect(answer(issued)).toMatchObject({
    connectionSettings: {
      opamp: {
        destinationEndpoint: "wss://hub:4320/v1/opamp",
        headers: { headers: [{ key: "Authorization", value: "Bearer s" }] },
        heartbeatIntervalSeconds: 30n,
        tls: { caPemContents: "CA" },
        certificate: { cert: pem("CERT"), privateKey: new Uint8Array(), caCert: pem("CA") },
      },
    },
  });
});

test("R-03 a refused request is answered BAD_REQUEST with the reason; too long a one is refused before", () => {
  const refused = answer({ kind: "refused", reason: "The key is too short." });
  if (!(refused instanceof EncodedServerToAgent)) throw new Error("no error");
  expect(refused.error).toMatchObject({
    type: ServerErrorResponseType.BadRequest,
    errorMessage: "The key is too short.",
  });
  const csr = new Uint8Array(CSR_SIZE_BYTES_MAX + 1);
  expect(
    readCertificateRequest(reportOf({ opamp: { certificateRequest: { csr } } })),
  ).toMatchObject({ ok: false, problem: { code: "too-large" } });
});

test("R-07 while somebody has to approve, the report is acknowledged as any other", () => {
  expect(answer({ kind: "pending" })).toBeUndefined();
});
