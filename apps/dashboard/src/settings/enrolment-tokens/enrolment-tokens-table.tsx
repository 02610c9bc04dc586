"use client";
import type { EnrolmentToken, EnrolmentTokenState } from "@fleethub/api";
import { term } from "../../data/query-text";
import { Badge } from "../../parts/badge";
import { Button } from "../../parts/button";
import { Link } from "../../parts/link";
import { Locked } from "../../parts/locked";
import { Moment, Until } from "../../parts/moment";
import { count, plural } from "../../words/format";
import type { Tone } from "../../words/states";
import { LastUse } from "../parts/last-use";
import { SettingsTable } from "../parts/settings-table";

const STATES: Readonly<
  Record<EnrolmentTokenState, { readonly tone: Tone; readonly word: string }>
> = {
  valid: { tone: "ok", word: "valid" },
  expired: { tone: "warn", word: "expired" },
  "used-up": { tone: "warn", word: "used up" },
  revoked: { tone: "bad", word: "revoked" },
};

/** One row for each token: whether it lets in, what it gives, how often and when it was used. */
export function EnrolmentTokensTable(props: {
  tokens: readonly EnrolmentToken[];
  onRevoke: (token: EnrolmentToken) => void;
}) {
  return (
    <section className="card flush">
      <SettingsTable
        label="Enrolment tokens"
        heads={["Name", "State", "Gives", "Agents", "Last use"]}
      >
        {props.tokens.map((token) => (
          <tr key={token.name} className={token.state === "revoked" ? "off" : undefined}>
            <td>
              <b>{token.name}</b>
              <div className="sub">
                {token.description || <span className="mono nowrap">fhe_{token.id}_…</span>}
              </div>
            </td>
            <td data-label="State">
              <State token={token} />
            </td>
            <td data-label="Gives">
              <Gives token={token} />
            </td>
            <td data-label="Agents" className="nowrap">
              <div>
                {token.agents === 0 ? (
                  <span className="quiet">no agents</span>
                ) : (
                  <Link href={`/agents?q=${encodeURIComponent(term("enrolment", [token.name]))}`}>
                    {plural(token.agents, "agent")}
                  </Link>
                )}
                <div className="sub">
                  {count(token.uses)} {token.usesMax === null ? "" : `of ${count(token.usesMax)} `}
                  {token.uses === 1 ? "use" : "uses"}
                </div>
              </div>
            </td>
            <td data-label="Last use" className="nowrap">
              <LastUse at={token.lastUsedAt} address={token.lastAddress} />
            </td>
            <td className="acts">
              {token.state === "revoked" ? null : (
                <Locked action="enrolment.write">
                  <Button
                    size="sm"
                    kind="danger"
                    aria-label={`Revoke ${token.name}`}
                    onClick={() => props.onRevoke(token)}
                  >
                    Revoke
                  </Button>
                </Locked>
              )}
            </td>
          </tr>
        ))}
      </SettingsTable>
    </section>
  );
}

function State({ token }: { token: EnrolmentToken }) {
  const { tone, word } = STATES[token.state];
  return (
    <div>
      <Badge tone={tone}>{word}</Badge>
      {token.state === "revoked" ? (
        <div className="sub">
          {token.revokedAt ? <Moment at={token.revokedAt} /> : null} by {token.revokedBy}:{" "}
          {token.reason}
        </div>
      ) : token.expiresAt === null ? (
        <div className="sub">no end</div>
      ) : (
        <div className="sub">
          {token.state === "expired" ? "ended" : "ends"} <Until at={token.expiresAt} />
        </div>
      )}
    </div>
  );
}

function Gives({ token }: { token: EnrolmentToken }) {
  const labels = Object.entries(token.labels);
  return (
    <div className="grants">
      {labels.map(([key, value]) => (
        <span key={key} className="chip">
          <span className="k">{key}</span>
          {value}
        </span>
      ))}
      {token.group === null ? null : (
        <span className="chip">
          <span className="k">group</span>
          {token.group}
        </span>
      )}
      {token.admission === "awaiting-approval" ? <Badge tone="hold">approval by hand</Badge> : null}
      {labels.length === 0 && token.group === null && token.admission === "admitted" ? (
        <span className="quiet">no labels</span>
      ) : null}
    </div>
  );
}
