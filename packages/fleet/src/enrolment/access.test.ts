import { expect, test } from "vitest";
import {
  type AgentCredential,
  CREDENTIALS_MAX,
  NO_ACCESS,
  REPLACED_MAX,
  seenWith,
  withCredential,
} from "./access.js";

const made = (id: string, kind: AgentCredential["kind"] = "certificate"): AgentCredential => ({
  id,
  kind,
  madeAt: 0,
  dueAt: 1_000,
  seenAt: null,
});
const asks = Array.from({ length: 3 * CREDENTIALS_MAX }, (_, at) => `c${at}`);

test("an agent that asks for certificates without end keeps the bearer that it uses", () => {
  const enrolled = seenWith(withCredential(NO_ACCESS, made("own", "bearer")), "own", 1);
  const access = asks.reduce((all, id) => withCredential(all, made(id)), enrolled);
  expect(access.credentials).toHaveLength(CREDENTIALS_MAX);
  expect(access.credentials.map(({ id }) => id)).toEqual(["c11", "c10", "c9", "own"]);
  expect(access.replaced).toHaveLength(REPLACED_MAX);
  expect(seenWith(access, "c11", 2).credentials.map(({ id }) => id)).toEqual(["c11", "own"]);
});

test("it keeps the certificate that it uses, too, beside a bearer", () => {
  const both = withCredential(withCredential(NO_ACCESS, made("own", "bearer")), made("cert"));
  const used = seenWith(seenWith(both, "own", 1), "cert", 2);
  const access = asks.reduce((all, id) => withCredential(all, made(id)), used);
  expect(access.credentials.map(({ id }) => id)).toEqual(["c11", "c10", "cert", "own"]);
});
