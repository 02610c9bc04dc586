import { readFileSync } from "node:fs";
import * as api from "@fleethub/api";
import * as plane from "@fleethub/control-plane";
import { AGENT_SETTINGS } from "@fleethub/fleet";
import * as opampServer from "@fleethub/opamp/server";
import * as storage from "@fleethub/storage";
import { expect, test } from "vitest";
import { HANDSHAKES_MAX } from "../agents-listener/handshakes.js";
import { LOOP_DELAY_MAX_MS } from "../agents-listener/load-gate.js";
import {
  REFUSALS_PER_MINUTE_DEFAULT,
  REFUSED_ADDRESSES_MAX,
  REFUSED_RETRY_SECONDS,
} from "../agents-listener/refusal-throttle.js";
import { INTAKE_LIMITS } from "../agents-listener/own-telemetry/limits.js";
import { CONSOLE_LIMITS } from "../console-listener/edge/limits.js";
import * as streams from "../console-listener/events/event-streams.js";
import { RECENT_CHANGES_MAX } from "../console-listener/events/recent-changes.js";
import { PROVIDER_RETRY_MS } from "../console-listener/oidc/provider-desk.js";
import * as idempotency from "../console-listener/requests/idempotency.js";
import { COMPLAINTS_MAX } from "../console-listener/requests/complaints.js";
import { REFUSALS_LOGGED_PER_MINUTE_MAX } from "../platform/bounded-warnings.js";
import { JUDGE_SILENCE_MS_MAX } from "../platform/config-judge/start.js";
import { startTestHub } from "../testing/test-hub.js";
import {
  APPROVAL_HOURS_MAX,
  DEMO_AGENTS_MAX,
  DIRECT_LIMIT_MAX,
  SETTINGS,
  SETTINGS_DEFAULT,
} from "./index.js";

const page = readFileSync(new URL("../../../../docs/settings.md", import.meta.url), "utf8");

/** Cells of every row whose first cell is code or "none", without their backticks. */
const rows = page.split("\n").flatMap((line) => {
  const cells = line.split(" | ").map((cell) => cell.replace(/^\| |`| \|$/g, ""));
  return /^\| (`|none)/.test(line) ? [cells] : [];
});

test("docs/settings.md has every setting with its flag and default", () => {
  const documented = rows
    .filter(([, flag]) => flag?.startsWith("--"))
    .map((row) => row.slice(0, 3));
  expect(documented).toEqual(
    SETTINGS.filter(({ flag }) => flag !== null).map(({ key, env, flag }) => {
      const value = SETTINGS_DEFAULT[key];
      const shown = value === null || value === "default" ? "none" : String(value);
      return [env ?? "none", `--${flag}`, shown];
    }),
  );
});

test("docs/settings.md has what the environment alone may hold", () => {
  const alone = SETTINGS.filter(({ flag }) => flag === null).map(({ env }) => env);
  for (const env of alone) expect(rows).toContainEqual([env, "none", "none", expect.any(String)]);
});

/** Names in capitals, as modules export them. */
const constantsOf = (module: object): readonly (readonly [string, number])[] =>
  Object.entries(module).flatMap(([name, value]) =>
    typeof value === "number" && /^[A-Z_]+$/.test(name) ? [[name, value] as const] : [],
  );

test("docs/settings.md has every limit with its default, and no other", () => {
  const known = [
    ...constantsOf(api),
    ...constantsOf(plane),
    ...constantsOf(storage),
    ...constantsOf(streams).filter(([name]) => name !== "RETRY_MS"),
    ...constantsOf(idempotency),
    ...Object.entries(plane.CONTROL_PLANE_SETTINGS),
    ...Object.entries(AGENT_SETTINGS),
    ...constantsOf(opampServer),
    ...Object.entries(opampServer.DEFAULT_SERVER_LIMITS),
    ...Object.entries(INTAKE_LIMITS),
    ...Object.entries(CONSOLE_LIMITS),
    ...Object.entries({
      COMPLAINTS_MAX,
      PROVIDER_RETRY_MS,
      RECENT_CHANGES_MAX,
      HANDSHAKES_MAX,
      LOOP_DELAY_MAX_MS,
      REFUSALS_PER_MINUTE_DEFAULT,
      REFUSED_ADDRESSES_MAX,
      REFUSED_RETRY_SECONDS,
      REFUSALS_LOGGED_PER_MINUTE_MAX,
      APPROVAL_HOURS_MAX,
      DEMO_AGENTS_MAX,
      DIRECT_LIMIT_MAX,
      JUDGE_SILENCE_MS_MAX,
    }),
  ];
  const written = known.map(([name, value]) => `${name} ${Number(value).toLocaleString("en-US")}`);
  const documented = rows
    .filter(([, value]) => /^[\d,]+$/.test(value ?? ""))
    .map(([name, value]) => `${name} ${value}`);
  expect([...new Set(documented)].toSorted()).toEqual([...new Set(written)].toSorted());
});

test("docs/settings.md has every metric with its labels, and no other", async () => {
  const running = await startTestHub();
  const metrics = await (await running.get("/metrics")).text();
  await running.stop();
  const names = [...metrics.matchAll(/^# HELP (fleethub_\w+)/gm)].map((match) => match[1]);
  const documented = rows
    .map(([name]) => name)
    .filter((name) => name?.startsWith("fleethub_") === true);
  expect(documented.toSorted()).toEqual(names.toSorted());
  for (const [name, labels] of rows.filter(([first]) => first?.startsWith("fleethub_"))) {
    expect(labels, name).not.toMatch(/uid|agent|host|address/);
  }
});
