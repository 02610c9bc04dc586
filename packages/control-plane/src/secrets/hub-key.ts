/**
 * Bytes that only the hub's key opens: a data key of its own, wrapped by the hub's key, and the content under that
 * data key. Rows keep them in columns made with `sealed()`, so that a rotation finds them all.
 */
export type Sealed = Uint8Array;

/**
 * Seals what rows keep: AES-256-GCM with a fresh data key each time. `purpose` says what the bytes are and whose, such
 * as `provider github`: bytes that were moved to another row do not open there.
 */
export interface Seal {
  seal(purpose: string, bytes: Uint8Array): Sealed;
  /** Null where these bytes were sealed for another purpose or under a key that is not here, or were changed. */
  open(purpose: string, sealed: Sealed): Uint8Array | null;
  /** Sealed under a key that is not here; false for bytes that nobody could open. */
  isUnderOtherKey(sealed: Sealed): boolean;
}

/** Why nothing can be sealed or opened. */
export type NoHubKeyCode =
  /** No key was given. */
  | "no-hub-key"
  /** What this store keeps was sealed under another key. */
  | "other-hub-key";

/**
 * The key of the hub, as it was given at the start. Where there is none, what needs it answers `code` with `detail`,
 * and everything else works.
 */
export type HubKey =
  | {
      readonly kind: "held";
      /** First 16 hex digits of a digest: names the key and reveals nothing. */
      readonly id: string;
      readonly seal: Seal;
      /**
       * 32 bytes for one purpose, the same on every hub of the store for as long as the store lives: rotation does not
       * change them.
       */
      derive(purpose: string): Uint8Array;
    }
  | {
      readonly kind: "none";
      readonly code: NoHubKeyCode;
      /** A sentence for the person who asked, which says what to do. */
      readonly detail: string;
    };

/** What a control plane without a key says. */
export const NO_HUB_KEY: Extract<HubKey, { readonly kind: "none" }> = {
  kind: "none",
  code: "no-hub-key",
  detail:
    "This hub has no key to seal with. Give it one with FLEETHUB_KEY_FILE (`openssl rand -base64 32` makes one) and start it again.",
};

/** A sealed cell as a rotation reads and writes it. */
export interface SealedCell {
  /** Names the row; opaque. */
  readonly place: string;
  readonly sealed: Sealed;
}

/** Everything sealed in a store, whatever it is: for the start and for rotation. */
export interface SealedRows {
  /** The bytes that everything derived comes from: `fresh` where there were none; the first that came stays. */
  root(fresh: Sealed): Promise<Sealed>;
  /** The same as it is; null before the first. */
  knownRoot(): Promise<Sealed | null>;
  /** In order of place, after this place of that order, at most `limit`. Null begins. */
  cells(after: string | null, limit: number): Promise<readonly SealedCell[]>;
  /** Replaces cells that are still `from`. Answers how many. */
  replace(
    cells: readonly { readonly place: string; readonly from: Sealed; readonly to: Sealed }[],
  ): Promise<number>;
}
