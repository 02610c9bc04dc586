import type { MessageInitShape } from "@bufbuild/protobuf";
import type { HeadersSchema } from "../messages.js";
import type { Canonical } from "./canonical-bytes.js";
import type { OfferCheck } from "./offered.js";

/** HTTP headers by name. Several values of one name are sent in their order. They may be credentials: do not log. */
export type OfferedHeaders = Readonly<Record<string, string | readonly string[]>>;

/** A token of RFC 9110. */
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** What may not stand in a value: it would end the header or the request. */
const CONTROL = /[\0\r\n]/;

/** Refuses names and values that no HTTP client sends. */
export function checkHeaders(headers: OfferedHeaders, at: string, check: OfferCheck): void {
  for (const [name, value] of pairs(headers)) {
    if (!NAME.test(name)) check.refuse(`${at}.${name}`, "This is no name of an HTTP header.");
    else if (CONTROL.test(value)) {
      check.refuse(`${at}.${name}`, "The value holds a line break or U+0000; take it out.");
    }
  }
}

export function headersFields(headers: OfferedHeaders): MessageInitShape<typeof HeadersSchema> {
  return { headers: pairs(headers).map(([key, value]) => ({ key, value })) };
}

/** Headers as a hash sees them: neither case nor order of names means anything, the order of one name's values does. */
export function canonicalHeaders(headers: OfferedHeaders): Canonical {
  const values = new Map<string, string[]>();
  for (const [name, value] of pairs(headers)) {
    const known = values.get(name.toLowerCase());
    if (known === undefined) values.set(name.toLowerCase(), [value]);
    else known.push(value);
  }
  return [...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, all]) => [name, all]);
}

function pairs(headers: OfferedHeaders): [name: string, value: string][] {
  return Object.entries(headers).flatMap(([name, values]) =>
    typeof values === "string"
      ? [[name, values] as [string, string]]
      : values.map((value): [string, string] => [name, value]),
  );
}
