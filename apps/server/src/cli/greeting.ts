import type { RunningHub } from "../compose.js";
import { isLoopback, type Settings } from "../settings/index.js";

/** What a person reads once the hub runs: where it is, what is kept, what to do next. */
export function greeting(settings: Settings, hub: RunningHub): readonly string[] {
  const { consoleUrl, agentsUrl, store } = hub;
  const reach = isLoopback(settings.agentsHost) ? "this machine only" : "every host";
  const durability =
    store.kind === "postgres"
      ? "durable as PostgreSQL is set up to be"
      : "survives kill -9, not power loss; for that set DATABASE_URL to a PostgreSQL";
  return [
    "Fleet Hub is running.",
    `  console  ${consoleUrl}`,
    `  agents   ${agentsUrl}  (${reach})`,
    `  data     ${store.place}  (${durability})`,
    ...hub.notes.map((note) => `  note     ${note}`),
    `Next: connect a Collector. ${consoleUrl}/connect writes its supervisor.yaml and shows who has knocked.`,
  ];
}
