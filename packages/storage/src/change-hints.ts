/**
 * Tells listeners that there is something new to read. Several hints before the listeners run are one; a
 * sequence that was told already is none.
 */
export class ChangeHints {
  readonly #listeners = new Set<() => void>();
  #told = 0;
  #scheduled = false;

  readonly subscribe = (listener: () => void): (() => void) => {
    // A fresh function, so that one listener may subscribe twice.
    const entry = () => listener();
    this.#listeners.add(entry);
    return () => {
      this.#listeners.delete(entry);
    };
  };

  /** A commit reached this sequence. */
  readonly committed = (sequence: number): void => {
    if (sequence <= this.#told) return;
    this.#told = sequence;
    this.hint();
  };

  /** Something may have been missed. */
  hint(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      for (const listener of this.#listeners) listener();
    });
  }
}
