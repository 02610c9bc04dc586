"use client";
import type { Certificates } from "@fleethub/api";
import { useQuery } from "@tanstack/react-query";
import { answered, hub } from "../../data/hub";
import { Command } from "../../parts/command";
import { Card } from "../../parts/card";
import { Icon } from "../../parts/icon";
import { Note } from "../../parts/note";
import { Skeleton } from "../../parts/skeleton";
import { Trouble } from "../../parts/trouble";
import { SettingsPage } from "../parts/settings-page";
import { settingsKey } from "../parts/use-settings";
import { CertificateFacts } from "./certificate-facts";

const CA_HREF = "/api/v1/certificates/ca";

/** Who the hub says it is, on both doors, and whose certificates it believes. */
export function CertificatesPage() {
  const certificates = useQuery({
    queryKey: settingsKey("certificates"),
    queryFn: () => answered(hub.describeCertificates()),
  });
  return (
    <SettingsPage
      title="Certificates"
      action="certificates.read"
      what="Files are read again when they change, without a connection lost. Certificates are made and renewed by the hub itself or brought from outside, never in the browser: keys stay where they are."
    >
      {certificates.error ? (
        <Trouble error={certificates.error} onRetry={() => void certificates.refetch()} />
      ) : null}
      {certificates.data ? (
        <Facts certificates={certificates.data} />
      ) : certificates.error ? null : (
        <Skeleton lines={10} label="Loading certificates" />
      )}
    </SettingsPage>
  );
}

const CLIENTS = {
  off: "not asked for",
  optional: "taken where an agent has one",
  required: "required of every agent",
} as const satisfies Record<Certificates["agents"]["clientCertificates"], string>;

const PLAIN = {
  nowhere: "refused",
  "this-machine": "taken from this machine alone",
  everywhere: "taken from everywhere",
} as const satisfies Record<Certificates["agents"]["plainText"], string>;

function Facts({ certificates }: { certificates: Certificates }) {
  const { agents, console: own, authority, authorityProblem, issues } = certificates;
  return (
    <>
      <div className="set-cards">
        <Card title="Agents’ door">
          <CertificateFacts {...agents}>
            <dt>Plain text</dt>
            <dd>{PLAIN[agents.plainText]}</dd>
            <dt>Client certificates</dt>
            <dd>
              {CLIENTS[agents.clientCertificates]}
              {agents.clientAuthorities.length > 0 ? (
                <div className="sub">
                  of {agents.clientAuthorities.map(({ subject }) => subject).join(", ")}
                </div>
              ) : null}
            </dd>
          </CertificateFacts>
          {agents.plainText === "everywhere" ? (
            <Note tone="warn">
              <b>Agents may come without TLS.</b> Tokens and configurations can be read on the way.
              Take <code>FLEETHUB_AGENTS_PLAIN_TEXT</code> away once all have it.
            </Note>
          ) : null}
        </Card>
        <Card title="Console’s door">
          <CertificateFacts {...own} />
        </Card>
      </div>
      <Card
        title="The hub’s own authority"
        acts={
          authority === null ? null : (
            <a className="btn sm" href={CA_HREF} download="fleethub-ca.pem">
              <Icon name="download" small />
              Download it
            </a>
          )
        }
      >
        {authority === null ? (
          <div className="stack">
            <p className="soft">
              There is none. Where no certificates are brought from outside, the hub makes a private
              authority and a certificate for the names that agents call it by:
            </p>
            <Command
              wrap
              text="fleethub certs init --host fleet.example.net"
              label="command that makes an authority"
            />
          </div>
        ) : (
          <>
            {authorityProblem === null ? null : <Note tone="warn">{authorityProblem}</Note>}
            <CertificateFacts
              source="hub-ca"
              certificate={authority}
              loadedAt={null}
              problem={null}
            />
            <p className="quiet small">
              {issues
                ? "The hub holds its key: it renews its own certificate before it ends, and gives agents theirs."
                : "Its key is not here: renew with fleethub certs renew where it is kept."}{" "}
              Agents that trust this file need no skipped verification.
            </p>
          </>
        )}
      </Card>
    </>
  );
}
