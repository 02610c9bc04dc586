import { expect, test } from "vitest";
import { SETTINGS_DEFAULT, type Settings } from "../settings/index.js";
import { plainConsoleNote } from "./plain-console.js";

const said = (settings: Partial<Settings>) =>
  plainConsoleNote({ ...SETTINGS_DEFAULT, consoleHost: "0.0.0.0", ...settings }) !== null;

test("a console that other hosts reach in plain text is said, unless a proxy that was named encrypts", () => {
  const consoleUrl = "https://hub.example.com";
  expect(said({})).toBe(true);
  expect(said({ consoleUrl })).toBe(true);
  expect(said({ consoleUrl: "http://hub.example.com", trustedProxies: ["10.0.0.7"] })).toBe(true);
  expect(said({ consoleUrl, trustedProxies: ["10.0.0.7"] })).toBe(false);
  expect(said({ consoleTlsCertFile: "a.pem", consoleTlsKeyFile: "b.pem" })).toBe(false);
  expect(said({ consoleHost: "127.0.0.1" })).toBe(false);
  expect(said({ consoleHost: "localhost" })).toBe(false);
});
