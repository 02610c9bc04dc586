"use client";
import type { Certificate, TlsSource } from "@fleethub/api";
import type { ReactNode } from "react";
import { Badge } from "../../parts/badge";
import { CopyButton } from "../../parts/copy-button";
import { Moment, Until } from "../../parts/moment";
import { Note } from "../../parts/note";
import type { Tone } from "../../words/states";

const SOURCES: Readonly<Record<TlsSource, string>> = {
  off: "plain text, no certificate",
  files: "files from outside",
  "hub-ca": "the hub’s own authority",
};

const STATES = {
  valid: { tone: "ok", word: "valid" },
  expiring: { tone: "warn", word: "ends soon" },
  expired: { tone: "bad", word: "ended" },
  "not-yet": { tone: "bad", word: "not valid yet" },
} as const satisfies Record<Certificate["state"], { tone: Tone; word: string }>;

/** Where a certificate comes from, for which names, until when, and how to recognise it. */
export function CertificateFacts(props: {
  source: TlsSource;
  certificate: Certificate | null;
  loadedAt: string | null;
  problem: string | null;
  children?: ReactNode;
}) {
  const { certificate } = props;
  return (
    <div className="stack">
      {props.problem === null ? null : (
        <Note tone="bad">
          <b>Newer files are not in use.</b> {props.problem}
        </Note>
      )}
      <dl className="dl">
        <dt>From</dt>
        <dd>{SOURCES[props.source]}</dd>
        {certificate === null ? null : (
          <>
            <dt>State</dt>
            <dd>
              <Badge tone={STATES[certificate.state].tone}>{STATES[certificate.state].word}</Badge>{" "}
              {certificate.state === "expired" ? "" : "ends "}
              <Until at={certificate.notAfter} />
            </dd>
            <dt>Subject</dt>
            <dd className="mono small">{certificate.subject}</dd>
            {certificate.hostNames.length > 0 ? (
              <>
                <dt>Names</dt>
                <dd className="mono small">{certificate.hostNames.join(", ")}</dd>
              </>
            ) : null}
            <dt>SHA-256</dt>
            <dd className="set-print">
              <span className="mono small">{certificate.fingerprint}</span>
              <CopyButton
                text={certificate.fingerprint}
                label={`Copy fingerprint of ${certificate.subject}`}
                className="ghost"
              />
            </dd>
          </>
        )}
        {props.children}
        {props.loadedAt === null ? null : (
          <>
            <dt>In use since</dt>
            <dd>
              <Moment at={props.loadedAt} />
            </dd>
          </>
        )}
      </dl>
    </div>
  );
}
