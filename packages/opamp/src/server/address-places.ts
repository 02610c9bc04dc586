import { addressKey } from "./address-key.js";

/** How many sockets each address has open. */
export class AddressPlaces {
  readonly #counts = new Map<string, number>();

  countOf(remoteAddress: string): number {
    return this.#counts.get(addressKey(remoteAddress)) ?? 0;
  }

  add(remoteAddress: string): void {
    const key = addressKey(remoteAddress);
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  remove(remoteAddress: string): void {
    const key = addressKey(remoteAddress);
    const left = (this.#counts.get(key) ?? 0) - 1;
    if (left > 0) this.#counts.set(key, left);
    else this.#counts.delete(key);
  }
}
