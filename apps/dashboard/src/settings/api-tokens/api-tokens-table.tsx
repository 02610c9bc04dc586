"use client";
import type { ApiToken } from "@fleethub/api";
import { useMay, useSession } from "../../data/session";
import { Button } from "../../parts/button";
import { Moment, Until } from "../../parts/moment";
import { GrantsLine } from "../shared/grants-line";

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
    <section className="card flush" aria-label="API tokens">
      <table className="tbl set-tbl">
        <thead>
          <tr>
            <th>Name</th>
            {props.owners ? <th>Whose</th> : null}
            <th>May</th>
            <th>Ends</th>
            <th>Last use</th>
            <th>
              <span className="sr">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
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
              <td data-label="Last use">
                {token.lastUsedAt === null ? (
                  <span className="quiet">never</span>
                ) : (
                  <span>
                    <Moment at={token.lastUsedAt} />
                    {token.lastAddress ? (
                      <span className="sub mono"> from {token.lastAddress}</span>
                    ) : null}
                  </span>
                )}
              </td>
              <td className="acts">
                <Button
                  size="sm"
                  kind="danger"
                  aria-label={`Revoke ${token.name}`}
                  waitsFor={
                    token.owner === null
                      ? "It comes from FLEETHUB_ADMIN_TOKEN_FILE: take that setting away instead"
                      : token.owner === me
                        ? undefined
                        : others
                  }
                  onClick={() => props.onRevoke(token)}
                >
                  Revoke
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
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
