/** Most list items that one evaluation visits; nested loops over many paths end here. */
export const EXPRESSION_STEPS_MAX = 200_000;

/** Counts the items that an evaluation visits. */
export interface Budget {
  left: number;
}

/** Ends an evaluation that visits too much; caught where the evaluation began. */
export class TooManySteps extends Error {
  override readonly name = "TooManySteps";
}

/** A list that is walked on a budget. */
export class BoundedList<T> extends Array<T> {
  #budget: Budget | undefined;

  static over<T>(items: readonly T[], budget: Budget): BoundedList<T> {
    const list = new BoundedList<T>();
    for (const item of items) list.push(item);
    list.#budget = budget;
    return list;
  }

  override *values(): ArrayIterator<T> {
    for (let at = 0; at < this.length; at++) {
      if (this.#budget !== undefined && --this.#budget.left < 0) throw new TooManySteps();
      const item = this[at];
      if (item !== undefined) yield item;
    }
  }

  override [Symbol.iterator](): ArrayIterator<T> {
    return this.values();
  }
}
