"use client";
import type { ApiToken } from "@fleethub/api";
import { useMay, useSession } from "../../data/session";
import { Button } from "../../parts/button";
import { Withheld } from "../../parts/locked";
import { Moment, Until } from "../../parts/moment";
import { GrantsLine } from "../parts/grants-line";
import { LastUse } from "../parts/last-use";
import { SettingsTable } from "../parts/settings-table";

/** One row for each token: what it may do, until when, and when somebody came with it last. */
export function ApiTokensTable(props: {
  tokens: readonly ApiToken[];
  /** Show whose they are. */
  owners: boolean;
  onRevoke: (token: ApiToken) => void;
}) {
  const me = useSession().data?.name;
  const others = useMay()("tokens.write");
  return (
    <section className="card flush">
      <SettingsTable
        label="API tokens"
        heads={["Name", ...(props.owners ? ["Whose"] : []), "May", "Ends", "Last use"]}
      >
        {props.tokens.map((token) => (
          <tr key={token.id}>
            <td>
              <b>{token.name}</b>
              <div className="sub mono">fha_{token.id}_…</div>
            </td>
            {props.owners ? (
              <td data-label="Whose">
                {token.owner ?? <span className="quiet">the hub’s settings</span>}
              </td>
            ) : null}
            <td data-label="May">
              <GrantsLine grants={token.grants} />
            </td>
            <td data-label="Ends" className="nowrap">
              {token.expiresAt === null ? "never" : <Ends at={token.expiresAt} />}
            </td>
            <td data-label="Last use" className="nowrap">
              <LastUse at={token.lastUsedAt} address={token.lastAddress} />
            </td>
            <td className="acts">
              <Withheld
                says={
                  token.owner === null
                    ? "It comes from FLEETHUB_ADMIN_TOKEN_FILE: take that setting away instead"
                    : token.owner === me
                      ? undefined
                      : others
                }
              >
                <Button
                  size="sm"
                  kind="danger"
                  aria-label={`Revoke ${token.name}`}
                  onClick={() => props.onRevoke(token)}
                >
                  Revoke
                </Button>
              </Withheld>
            </td>
          </tr>
        ))}
      </SettingsTable>
    </section>
  );
}

function Ends({ at }: { at: string }) {
  return Date.parse(at) <= Date.now() ? (
    <span className="c-warn">
      ended <Moment at={at} />
    </span>
  ) : (
    <Until at={at} />
  );
}
