import type { RunningHub } from "../compose.js";

/** What a person reads once the hub runs: where it is, what is kept, what to do next. */
export function greeting(hub: RunningHub): readonly string[] {
  const { consoleUrl, agentsUrl, doorUrl, agentsReach, store } = hub;
  const durability =
    store.kind === "postgres"
      ? "durable as PostgreSQL is set up to be"
      : "survives kill -9, not power loss; for that set DATABASE_URL to a PostgreSQL";
  return [
    "Fleet Hub is running.",
    `  console  ${consoleUrl}`,
    `  agents   ${doorUrl ?? agentsUrl}  (${agentsReach})`,
    `  data     ${store.place}  (${durability})`,
    ...hub.notes.map((note) => `  note     ${note}`),
    ...(hub.firstRunUrl === null
      ? []
      : [
          "Nobody is an administrator yet. This link makes the first one, once:",
          `  ${hub.firstRunUrl}`,
        ]),
    `Next: connect a Collector. ${consoleUrl}/connect writes its supervisor.yaml and shows who has knocked.`,
  ];
}
