/** What a frame did that no frame may do. */
export class FuzzFinding extends Error {
  override readonly name = "FuzzFinding";
}

/** Says that something must hold, whatever was sent. */
export function mustHold(holds: boolean, what: string): asserts holds {
  if (!holds) throw new FuzzFinding(what);
}
