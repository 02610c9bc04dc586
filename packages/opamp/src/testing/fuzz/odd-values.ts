import { fromHex } from "../hex.js";

/** Varints at the edges, and what only looks like one. */
export const ODD_VARINTS: readonly Uint8Array[] = [
  "00",
  "01",
  "7f",
  "8000",
  "80808080808080808000",
  "8080808080808080808000",
  "ffffffff07",
  "8080808008",
  "ffffffff0f",
  "8080808010",
  "ffffffffffffff0f",
  "80808080808080808001",
  "ffffffffffffffff7f",
  "ffffffffffffffffff01",
  "ffffffffffffffffff7f",
  "ffffffffffffffffffff01",
  "80",
  "ffff",
].map((hex) => fromHex(hex));

/** Bytes where text is expected: broken UTF-8, words of the language, controls. */
export const ODD_TEXTS: readonly Uint8Array[] = [
  ...[
    "",
    "00",
    "c328",
    "c080",
    "eda080",
    "f4908080",
    "ff",
    "e282",
    "efbbbf",
    "efbfbd",
    "f0908080",
  ].map((hex) => fromHex(hex)),
  ...[
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "a\u0000b",
    "\u2028",
    "\u{1f600}",
  ].map((text) => new TextEncoder().encode(text)),
];
