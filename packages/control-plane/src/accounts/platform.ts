/** Randomness that nobody can foresee. */
export interface Randomness {
  bytes(count: number): Uint8Array;
}

/** Slow hashes of passwords, off the main thread. */
export interface Passwords {
  /** Encoded with its parameters and its salt. Null: too much of this is under way, ask again soon. */
  hash(password: string): Promise<string | null>;
  /** Is it the password of this encoded hash? As slow where `encoded` is null, and then never. Null as above. */
  verify(encoded: string | null, password: string): Promise<boolean | null>;
}
