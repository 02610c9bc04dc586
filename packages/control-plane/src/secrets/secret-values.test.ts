import { expect, test } from "vitest";
import type { SecretValue } from "../model.js";
import { StoreUnavailable } from "../ports.js";
import { settle } from "../testing/fake-time.js";
import { SILENT } from "../testing/open-hub.js";
import { TEST_HUB_KEY } from "../testing/test-hub-key.js";
import { createSecretValues, valuePurpose } from "./secret-values.js";

const [FIRST, SECOND] = ["the first value", "the second value"];

function stored(secret: string, text: string): SecretValue {
  if (TEST_HUB_KEY.kind === "none") throw new Error(TEST_HUB_KEY.detail);
  const bytes = new TextEncoder().encode(text);
  const sealed = TEST_HUB_KEY.seal.seal(valuePurpose(secret, secret), bytes);
  return { id: secret, secret, sealed, createdAt: 0 };
}

function opened() {
  const rows: SecretValue[] = [stored("one", FIRST)];
  const held: (() => void)[] = [];
  const state = { rows, held, isAway: false, isSlow: false };
  const reader = {
    async values() {
      if (state.isAway) throw new StoreUnavailable("away");
      const read = [...rows];
      if (state.isSlow) await new Promise<void>((resolve) => held.push(resolve));
      return read;
    },
  };
  const values = createSecretValues(reader, TEST_HUB_KEY, SILENT);
  const masked = (text: string) => {
    const bytes = new TextEncoder().encode(text);
    values.mask(bytes);
    return new TextDecoder().decode(bytes);
  };
  return { ...state, state, values, masked };
}

test("a value that was written while others were read is read as well", async () => {
  const { rows, held, state, values, masked } = opened();
  state.isSlow = true;
  const first = values.load();
  rows.push(stored("two", SECOND));
  values.forget();
  values.forget();
  state.isSlow = false;
  for (const go of held) go();
  await first;
  await settle();
  expect(masked(`${FIRST} and ${SECOND}`)).toBe("_______________ and ________________");
});

test("a value that could not be read while the store was away is read when agents speak again", async () => {
  const { rows, state, values, masked } = opened();
  await values.load();
  rows.push(stored("two", SECOND));
  state.isAway = true;
  values.forget();
  await settle();
  expect(masked(FIRST)).toBe("_".repeat(FIRST.length));
  state.isAway = false;
  await settle();
  masked("anything");
  await settle();
  expect(masked(SECOND)).toBe("_".repeat(SECOND.length));
});
