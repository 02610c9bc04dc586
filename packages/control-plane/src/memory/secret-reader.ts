import type { SecretReader } from "../ports.js";
import type { SealedRows } from "../secrets/hub-key.js";
import { type MemoryState, reach } from "./memory-state.js";

const inOrder = (a: string, b: string) => (a < b ? -1 : 1);

/** Secrets by name, and the values that are kept. */
export function memorySecretReader(state: MemoryState): SecretReader {
  return {
    list: () =>
      reach(state, () => [...state.secrets.values()].sort((a, b) => inOrder(a.name, b.name))),
    get: (name) => reach(state, () => state.secrets.get(name) ?? null),
    values: () =>
      reach(state, () => [...state.secretValues.values()].sort((a, b) => inOrder(a.id, b.id))),
    namedBy: (hash) => reach(state, () => state.namedSecrets.get(hash) ?? null),
  };
}

const VALUE = "value:";
const APPROVAL = "approval:";

/** The root, the values of secrets, and those that requests for approval keep. */
export function memorySealedRows(state: MemoryState): SealedRows {
  return {
    root: (fresh) => reach(state, () => (state.root ??= fresh)),
    knownRoot: () => reach(state, () => state.root),
    cells: (after, limit) =>
      reach(state, () => {
        const values = [...state.secretValues.values()].map(({ id, sealed }) => ({
          place: VALUE + id,
          sealed,
        }));
        const root = state.root === null ? [] : [{ place: "root", sealed: state.root }];
        const asked = [...state.approvals.values()].flatMap(({ id, sealedValue }) =>
          sealedValue === null ? [] : [{ place: APPROVAL + id, sealed: sealedValue }],
        );
        return [...asked, ...root, ...values]
          .filter(({ place }) => after === null || place > after)
          .sort((a, b) => inOrder(a.place, b.place))
          .slice(0, limit);
      }),
    replace: (cells) =>
      reach(state, () => {
        let replaced = 0;
        for (const { place, from, to } of cells) {
          if (place === "root") {
            if (state.root === null || !isSame(state.root, from)) continue;
            state.root = to;
          } else if (place.startsWith(APPROVAL)) {
            const approval = state.approvals.get(place.slice(APPROVAL.length));
            const sealedValue = approval?.sealedValue ?? null;
            if (approval === undefined || sealedValue === null || !isSame(sealedValue, from))
              continue;
            state.approvals.set(approval.id, { ...approval, sealedValue: to });
          } else {
            const value = state.secretValues.get(place.slice(VALUE.length));
            if (value === undefined || !isSame(value.sealed, from)) continue;
            state.secretValues.set(value.id, { ...value, sealed: to });
          }
          replaced += 1;
        }
        return replaced;
      }),
  };
}

const isSame = (a: Uint8Array, b: Uint8Array) =>
  a.length === b.length && a.every((byte, index) => byte === b[index]);
