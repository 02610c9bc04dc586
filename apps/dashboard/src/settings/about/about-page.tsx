"use client";
import { useHub } from "../../data/queries";
import { singleKeysOn, setSingleKeys } from "../../data/keys";
import { useState } from "react";
import { Card } from "../../parts/card";
import { Moment } from "../../parts/moment";
import { Skeleton } from "../../parts/skeleton";
import { Trouble } from "../../parts/trouble";
import { plural } from "../../words/format";
import { SettingsPage } from "../parts/settings-page";

const ADMISSIONS = {
  default: "agents of this machine, others after approval or with a token",
  open: "everybody",
  "await-approval": "everybody, after approval",
  token: "with an enrolment token alone",
} as const;

const STORES = { pglite: "embedded, in the data directory", postgres: "PostgreSQL" } as const;

/** What this hub is, and how this browser shows it. */
export function AboutPage() {
  const hub = useHub();
  const [keys, setKeys] = useState(singleKeysOn);
  return (
    <SettingsPage
      title="About"
      action="hub.read"
      what="What this hub was started with. Its settings are flags and environment variables, so that they stand where the rest of the host’s do."
    >
      {hub.error ? <Trouble error={hub.error} onRetry={() => void hub.refetch()} /> : null}
      {hub.data ? (
        <Card title="This hub">
          <dl className="dl">
            <dt>Version</dt>
            <dd>{hub.data.version}</dd>
            <dt>Running since</dt>
            <dd>
              <Moment at={hub.data.startedAt} />
            </dd>
            <dt>Store</dt>
            <dd>{STORES[hub.data.store]}</dd>
            <dt>Agents’ door</dt>
            <dd>
              port {hub.data.agentsPort}, {hub.data.agentsTls === "off" ? "plain text" : "TLS"}
              {hub.data.agentsLoopbackOnly ? ", this machine alone" : ""}
            </dd>
            <dt>Lets in</dt>
            <dd>{ADMISSIONS[hub.data.admission]}</dd>
            <dt>Changes at once</dt>
            <dd>
              up to {plural(hub.data.directLimit, "agent")}; one that moves more becomes a rollout
            </dd>
            <dt>API</dt>
            <dd>
              <a href="/api/v1/openapi.json">OpenAPI description</a>
            </dd>
          </dl>
        </Card>
      ) : hub.error ? null : (
        <Skeleton lines={6} label="Loading what this hub is" />
      )}
      <Card title="This browser">
        <label className="row">
          <input
            type="checkbox"
            className="switch"
            checked={keys}
            onChange={(event) => {
              setKeys(event.target.checked);
              setSingleKeys(event.target.checked);
            }}
          />
          Single letters act as keys
        </label>
        <p className="hint">
          Such as <kbd>j</kbd> and <kbd>k</kbd> for rows; <kbd>?</kbd> lists those of a page.
        </p>
      </Card>
    </SettingsPage>
  );
}
