/** Why something cannot be offered as it is. */
export interface OfferProblem {
  /** The setting, such as `opamp.destinationEndpoint`. */
  readonly at: string;
  /** What is wrong and what to do, without secrets. */
  readonly message: string;
}

/** An offer, or everything that is wrong with it. */
export type Offered<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly OfferProblem[] };

/** Collects what is wrong, so that all of it is told at once. */
export class OfferCheck {
  readonly problems: OfferProblem[] = [];

  refuse(at: string, message: string): void {
    this.problems.push({ at, message });
  }

  result<T>(value: T): Offered<T> {
    return this.problems.length === 0
      ? { ok: true, value }
      : { ok: false, problems: this.problems };
  }
}
