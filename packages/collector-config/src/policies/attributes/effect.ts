import { complement, type Language, wordsLanguage } from "../regex/language.js";
import type { StatementContext } from "../ottl/places.js";

/** How much of an attribute is left: nothing, a hash, something that was put in its place. */
export type Strength = "removed" | "hashed" | "masked";

/** `always`: for everything that passes. `sometimes`: under a condition. `unknown`: only the agent knows. */
export type Certainty = "always" | "sometimes" | "unknown";

/** What one step of a processor does to attributes, in order. */
export type Effect =
  | {
      readonly kind: "cover";
      readonly contexts: readonly StatementContext[];
      readonly keys: Language;
      readonly strength: Strength;
      readonly certainty: Certainty;
    }
  | {
      /** Content goes on under another key, or somewhere else where `to` is a word. */
      readonly kind: "copy";
      readonly from: StatementContext;
      readonly keys: Language;
      readonly to: { readonly context: StatementContext; readonly key: string } | string;
    }
  | {
      /** Content that was removed may come back from somewhere else. */
      readonly kind: "return";
      readonly contexts: readonly StatementContext[];
      readonly keys: Language;
    }
  | {
      /** An attribute gets a value. */
      readonly kind: "set";
      readonly context: StatementContext;
      readonly key: string;
      /** Null where it is not written. */
      readonly value: string | null;
      /** `if-absent`: what is there already stays. `if-present`: nothing new is made. */
      readonly mode: "always" | "if-absent" | "if-present";
      readonly certainty: Certainty;
    };

export const EVERY_KEY: Language = complement(wordsLanguage([]));
