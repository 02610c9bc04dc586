const SIZE_BYTES_MIN = 4096;

/**
 * Puts together what arrives in pieces. Room grows with what has arrived, to at most twice as much, and
 * not with what was announced, so that a header alone reserves nothing.
 */
export class Assembly {
  bytes: Uint8Array = new Uint8Array();
  sizeBytes = 0;

  /**
   * Copies a part of `source` behind the rest.
   *
   * @param sizeBytesExpected of all pieces together, as far as announced
   */
  append(source: Uint8Array, start: number, end: number, sizeBytesExpected: number): void {
    const needed = this.sizeBytes + end - start;
    if (needed > this.bytes.length) this.#grow(needed, sizeBytesExpected);
    this.bytes.set(source.subarray(start, end), this.sizeBytes);
    this.sizeBytes = needed;
  }

  /** What was put together, as a view. */
  view(start = 0): Uint8Array {
    return this.bytes.subarray(start, this.sizeBytes);
  }

  #grow(needed: number, sizeBytesExpected: number): void {
    const room = Math.min(sizeBytesExpected, Math.max(needed * 2, SIZE_BYTES_MIN));
    const { buffer } = Buffer.allocUnsafeSlow(Math.max(needed, room));
    const grown = new Uint8Array(buffer);
    grown.set(this.view());
    this.bytes = grown;
  }
}
