import type { SecretReader } from "../ports.js";
import type { Sealed, SealedCell, SealedRows } from "../secrets/hub-key.js";
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

/** One sealed cell with how it is replaced. */
interface Cell extends SealedCell {
  put(sealed: Sealed): void;
}

/** Everything sealed: the root, values of secrets, those that requests for approval keep, and clients' secrets. */
function cellsOf(state: MemoryState): readonly Cell[] {
  const { approvals, providers, secretValues } = state;
  const cells: Cell[] = [];
  const { root } = state;
  if (root !== null) {
    cells.push({ place: "root", sealed: root, put: (sealed) => void (state.root = sealed) });
  }
  for (const approval of approvals.values()) {
    const { id, sealedValue } = approval;
    if (sealedValue === null) continue;
    const put = (sealed: Sealed) => approvals.set(id, { ...approval, sealedValue: sealed });
    cells.push({ place: `approval:${id}`, sealed: sealedValue, put });
  }
  for (const provider of providers.values()) {
    const { name, clientSecret } = provider;
    if (clientSecret === null) continue;
    const put = (sealed: Sealed) => providers.set(name, { ...provider, clientSecret: sealed });
    cells.push({ place: `provider:${name}`, sealed: clientSecret, put });
  }
  for (const value of secretValues.values()) {
    const put = (sealed: Sealed) => secretValues.set(value.id, { ...value, sealed });
    cells.push({ place: `value:${value.id}`, sealed: value.sealed, put });
  }
  return cells.sort((a, b) => inOrder(a.place, b.place));
}

/** Sealed cells by their place. */
export function memorySealedRows(state: MemoryState): SealedRows {
  return {
    root: (fresh) => reach(state, () => (state.root ??= fresh)),
    knownRoot: () => reach(state, () => state.root),
    cells: (after, limit) =>
      reach(state, () =>
        cellsOf(state)
          .filter(({ place }) => after === null || place > after)
          .slice(0, limit)
          .map(({ place, sealed }) => ({ place, sealed })),
      ),
    replace: (changes) =>
      reach(state, () => {
        const cells = new Map(cellsOf(state).map((cell) => [cell.place, cell]));
        let replaced = 0;
        for (const { place, from, to } of changes) {
          const cell = cells.get(place);
          if (cell === undefined || !isSame(cell.sealed, from)) continue;
          cell.put(to);
          replaced += 1;
        }
        return replaced;
      }),
  };
}

const isSame = (a: Sealed, b: Sealed) =>
  a.length === b.length && a.every((byte, index) => byte === b[index]);
