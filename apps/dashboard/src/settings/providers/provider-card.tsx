"use client";
import type { Provider } from "@fleethub/api";
import { useMay } from "../../data/session";
import { Age } from "../../parts/age";
import { Card } from "../../parts/card";
import { Command } from "../../parts/command";
import { Menu } from "../../parts/menu";
import { Note } from "../../parts/note";
import { ROLE_WORDS } from "../../words/roles";

/** One provider: who it is, what to enter there, and which of its groups have which role here. */
export function ProviderCard(props: {
  provider: Provider;
  onEdit: () => void;
  onRemove: () => void;
}) {
  const { provider } = props;
  const locked = useMay()("providers.write");
  return (
    <Card
      title={provider.title}
      acts={
        <Menu
          label={`Actions for ${provider.title}`}
          size="sm"
          items={[
            { label: "Edit", icon: "settings", waitsFor: locked, run: props.onEdit },
            { label: "Remove", icon: "x", danger: true, waitsFor: locked, run: props.onRemove },
          ]}
        />
      }
    >
      <div className="stack">
        {provider.fault === null ? null : (
          <Note tone="warn">
            <Age at={provider.fault.at} />: this hub could not reach it. {provider.fault.reason}{" "}
            Check the issuer, and the way from the hub to it.
          </Note>
        )}
        <dl className="dl">
          <dt>Issuer</dt>
          <dd className="mono small">{provider.issuer}</dd>
          <dt>Client</dt>
          <dd>
            <span className="mono small">{provider.clientId}</span>
            {provider.hasClientSecret ? ", with a secret" : ", without a secret: PKCE alone"}
          </dd>
          <dt>Groups from</dt>
          <dd className="mono small">{provider.groupsClaim}</dd>
        </dl>
        <table className="tbl set-groups">
          <thead>
            <tr>
              <th>Group there</th>
              <th>Role here</th>
            </tr>
          </thead>
          <tbody>
            {provider.grants.map(({ group, role, reach }) => (
              <tr key={`${group} ${role} ${reach ?? ""}`}>
                <td className="mono small">{group === "*" ? "everybody" : group}</td>
                <td>
                  {ROLE_WORDS[role]}{" "}
                  {reach === null ? null : <code className="quiet">{reach}</code>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {provider.grants.length === 0 ? (
          <p className="soft small">No group has a role: nobody is let in.</p>
        ) : null}
        <div className="field">
          <p className="legend">Redirect URI to enter there</p>
          <Command
            wrap
            label={`redirect URI of ${provider.title}`}
            text={`${window.location.origin}${provider.callbackPath}`}
          />
        </div>
      </div>
    </Card>
  );
}
