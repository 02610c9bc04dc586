// Arm H: the built hub. node hub.mjs FIXTURES PORT [DATABASE_URL]
// Without a database it keeps its own, in a folder that goes with it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSettings, startHub } from "@fleethub/server";
import { readOffer, serveControl } from "./control.mjs";
import { administratorIn, asAdministrator } from "../../administrator.mjs";

const [, , fixtures, port, url] = process.argv;
const body = readOffer(fixtures).toString();
const CONFIGURATION = "bench";
/** Everybody at once: the bench measures the push and not the waves. */
const DIRECT_LIMIT = "20000";

const folder = mkdtempSync(join(tmpdir(), "fleethub-bench-hub-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const hub = await startHub(
  readSettings(
    {
      FLEETHUB_AGENTS_HOST: "127.0.0.1",
      FLEETHUB_AGENTS_PORT: port,
      FLEETHUB_CONSOLE_PORT: "0",
      FLEETHUB_DATA_DIR: join(folder, "data"),
      FLEETHUB_DIRECT_LIMIT: DIRECT_LIMIT,
      FLEETHUB_LOG_LEVEL: "error",
      ...administratorIn(folder),
      ...(url === undefined ? {} : { DATABASE_URL: url }),
    },
    {},
  ),
  { consoleRoot: null },
);

async function api(method, path, input) {
  const answer = await fetch(`${hub.consoleUrl}/api/v1${path}`, {
    method,
    headers: { ...asAdministrator, "content-type": "application/json" },
    ...(input === undefined ? {} : { body: JSON.stringify(input) }),
  });
  if (!answer.ok)
    throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

let number = 0;

/** A new revision, and every agent that takes one pinned to it. */
async function offer() {
  if (number === 0) await api("POST", "/configurations", { name: CONFIGURATION });
  number += 1;
  // A comment would change nothing, and so restart nobody.
  const content = body.replace("send_batch_size: 8192", `send_batch_size: ${8192 + number}`);
  const revision = await api("POST", `/configurations/${CONFIGURATION}/revisions`, { content });
  const answer = await api("POST", "/agents/bulk", {
    query: "type:otelcol-contrib",
    verb: "pin",
    input: { configuration: CONFIGURATION, revision: revision.number },
  });
  return { pushed: answer.done };
}

async function state() {
  const { total } = await api("GET", "/agents?query=presence:connected&limit=1");
  return { agents: total };
}

serveControl({ offer, state });
