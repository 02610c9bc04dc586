"use client";
import type { Secret } from "@fleethub/api";
import { useMay } from "../../data/session";
import { CopyButton } from "../../parts/copy-button";
import { Link } from "../../parts/link";
import { Menu } from "../../parts/menu";
import { Moment } from "../../parts/moment";
import { plural } from "../../words/format";
import { SettingsTable } from "../parts/settings-table";

/** One row for each secret: how it is written, who may be offered it, which configurations name it. */
export function SecretsTable(props: {
  secrets: readonly Secret[];
  onAsk: (act: "write" | "remove", secret: Secret) => void;
}) {
  const locked = useMay()("secrets.write");
  return (
    <section className="card flush">
      <SettingsTable label="Secrets" heads={["Name", "Reaches", "Named by", "Value of"]}>
        {props.secrets.map((secret) => {
          const written = `\${fleethub:secret/${secret.name}}`;
          return (
            <tr key={secret.name}>
              <td>
                <b>{secret.name}</b>
                <CopyButton text={written} label={`Copy ${written}`} className="ghost tiny" />
                <div className="sub">{secret.description}</div>
              </td>
              <td data-label="Reaches">
                <span>
                  {secret.reach === null ? (
                    "every agent"
                  ) : (
                    <Link href={`/agents?q=${encodeURIComponent(secret.reach)}`}>
                      <code>{secret.reach}</code>
                    </Link>
                  )}
                  <div className="sub">{plural(secret.agents, "agent")} now</div>
                </span>
              </td>
              <td data-label="Named by">
                {secret.configurations.length === 0 ? (
                  <span className="quiet">no configuration</span>
                ) : (
                  <span className="grants">
                    {secret.configurations.map((name) => (
                      <Link key={name} href={`/configurations/one?name=${name}`}>
                        {name}
                      </Link>
                    ))}
                  </span>
                )}
              </td>
              <td data-label="Value of" className="nowrap">
                <Moment at={secret.valueChangedAt} />
              </td>
              <td className="acts">
                <Menu
                  label={`Actions for ${secret.name}`}
                  size="sm"
                  items={[
                    {
                      label: "New value, reach or description",
                      icon: "key",
                      waitsFor: locked,
                      run: () => props.onAsk("write", secret),
                    },
                    {
                      label: "Remove",
                      icon: "x",
                      danger: true,
                      waitsFor: locked,
                      run: () => props.onAsk("remove", secret),
                    },
                  ]}
                />
              </td>
            </tr>
          );
        })}
      </SettingsTable>
    </section>
  );
}
