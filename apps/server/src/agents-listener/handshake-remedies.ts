import type { HandshakeCause, HandshakeStep } from "@fleethub/api";

/** What to do about an attempt that ended at this step. */
const STEP_REMEDIES: Readonly<Record<HandshakeStep, string>> = {
  "no-upgrade": "Use ws:// in the supervisor's endpoint, or an OpAMP client that polls with POST.",
  "wrong-path": "The path of the endpoint is /v1/opamp.",
  "wrong-method": "OpAMP over HTTP is a POST; over WebSocket it is a GET that upgrades.",
  "wrong-content-type": "OpAMP over HTTP is application/x-protobuf. Is this an OpAMP client?",
  tls: "TLS did not come about. `openssl s_client -connect HOST:PORT -showcerts` on the agent's host shows what it sees.",
  "plain-text":
    "Write wss:// or https:// in the endpoint, and the hub's CA as ca_file; the connect page writes both.",
  credential: "Send the credential that this hub gave for the agent in the Authorization header.",
  "too-large": "The report is larger than the hub takes: trim the configuration or description.",
  undecodable: "What arrived is no OpAMP message. Is this an OpAMP client?",
  "refused-for-load": "The hub is busy; the agent comes back by itself.",
  draining: "The hub is stopping; the agent comes back by itself.",
};

/** What to do where the cause says more than the step. */
const CAUSE_REMEDIES: Readonly<Record<HandshakeCause, string>> = {
  "tls-on-plain-port":
    "This port speaks plain text: use ws:// or http:// in the endpoint, or give the hub a certificate with `fleethub certs init`.",
  "plain-on-tls-port": "This port speaks TLS: use wss:// or https:// in the endpoint.",
  "plain-text-elsewhere":
    "The hub takes plain text from its own machine alone. Run `fleethub certs init --host NAME` for TLS, or start the hub with FLEETHUB_AGENTS_PLAIN_TEXT=allow where the network is trusted, such as between containers.",
  "authority-not-trusted":
    "Copy the hub's CA to the agent's host and name it as server.tls.ca_file, then restart the agent; the connect page has it and its fingerprint.",
  "wrong-host-name":
    "Use a name of the certificate in the endpoint, or have it reissued with this name: `fleethub certs renew --host NAME`.",
  "server-certificate-expired":
    "Renew the hub's certificate, and look at the clock of the agent's host.",
  "client-certificate-missing":
    "This hub takes nobody without a client certificate: set server.tls.cert_file and key_file to one of the authority that the hub names.",
  "client-certificate-not-trusted":
    "The agent's certificate is of another authority than those that this hub takes: see the settings page, Certificates.",
  "client-certificate-expired":
    "The agent's certificate is past its time: enrol it again with an enrolment token.",
  "protocol-version": "The hub speaks TLS 1.2 and 1.3: update the agent, or its TLS settings.",
  "left-after-handshake":
    "Most agents that leave here do not trust the certificate, or came by another name; health checks of load balancers do the same.",
  "tls-broken": "What arrived is no TLS that the hub understands. Is a proxy in between?",
  "no-credential":
    "Put an enrolment token into the agent's Authorization header; the connect page makes one and writes the file.",
  malformed: "The Authorization header is `Bearer` and the token, as it was shown.",
  "unknown-token": "Look whether the token was copied whole, and whether it is of this hub.",
  expired: "Make a new enrolment token and put it in the place of the old one.",
  "used-up": "The token has admitted as many agents as it may: make another one.",
  "revoked-token": "The token was revoked: ask who did, or make another one.",
  "revoked-agent": "The agent was revoked: readmit it in the console if it may come back.",
  "revoked-credential":
    "This credential of the agent was revoked: restart its supervisor, which then comes with its enrolment token.",
  replaced:
    "The agent has a newer credential and uses the old one again: enrol it anew with an enrolment token.",
  "other-agent":
    "This credential is another agent's: give this one an enrolment token of its own, and a storage folder that was not copied.",
};

/** What to do about an attempt that ended so. */
export function remedyOf(step: HandshakeStep, cause: HandshakeCause | null): string {
  return cause === null ? STEP_REMEDIES[step] : CAUSE_REMEDIES[cause];
}
