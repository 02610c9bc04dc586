import { SECRET_SIZE_BYTES_MIN } from "../limits.js";
import { formsOf } from "./forms.js";

/** Masks in place: every byte of what it finds becomes `_`, so that lengths and what stands around stay. */
export type Mask = (bytes: Uint8Array) => void;

/** `_` may stand everywhere in YAML, JSON, a URL and base64, and means nothing there. */
const MASKED = 0x5f;

/** Bytes of a form by which it is looked up: no form is shorter. */
const HEAD_SIZE = SECRET_SIZE_BYTES_MIN;

/** A form among those with the same head, in the order of their bytes. */
interface Form {
  readonly bytes: Uint8Array;
  /** The longest other form that this one begins with. */
  readonly inner: Form | null;
}

/**
 * Finds values in every form that they come back in (see `formsOf`), in one pass over bytes, before anybody decodes
 * them, so that no part of a message can be forgotten. Its time hardly grows with the number of values, also where all
 * of them begin alike, as keys in PEM do: whoever writes the message must not be able to keep the hub busy with it.
 */
export function createMask(values: readonly string[]): Mask {
  const byHead = formsByHead(values);
  if (byHead.size === 0) return () => {};
  const starts = new Uint8Array(65_536);
  for (const [{ bytes } = NO_FORM] of byHead.values()) starts[startAt(bytes, 0)] = 1;
  return (bytes) => {
    const found: [number, number][] = [];
    for (let at = 0; at + HEAD_SIZE <= bytes.length; at += 1) {
      if (starts[startAt(bytes, at)] === 0) continue;
      const forms = byHead.get(headAt(bytes, at));
      const form = forms === undefined ? null : longestAt(bytes, at, forms);
      if (form !== null) found.push([at, at + form.bytes.length]);
    }
    for (const [from, to] of found) bytes.fill(MASKED, from, to);
  };
}

const NO_FORM: Form = { bytes: new Uint8Array(HEAD_SIZE), inner: null };

function formsByHead(values: readonly string[]): ReadonlyMap<number, readonly Form[]> {
  const encoder = new TextEncoder();
  const all = [...new Set(values.flatMap(formsOf))]
    .map((form) => encoder.encode(form))
    .filter(({ length }) => length >= HEAD_SIZE)
    .sort((a, b) => order(a, b, 0));
  const byHead = new Map<number, Form[]>();
  for (const bytes of all) {
    const forms = byHead.get(headAt(bytes, 0)) ?? [];
    let inner = forms.at(-1) ?? null;
    while (inner !== null && !standsAt(bytes, 0, inner.bytes)) inner = inner.inner;
    forms.push({ bytes, inner });
    byHead.set(headAt(bytes, 0), forms);
  }
  return byHead;
}

/** Whatever stands there is no less than the last form before it in order, so it begins with that or what that holds. */
function longestAt(bytes: Uint8Array, at: number, forms: readonly Form[]): Form | null {
  let from = 0;
  let to = forms.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    const { bytes: form } = forms[middle] ?? NO_FORM;
    if (order(form, bytes, at) <= 0) from = middle + 1;
    else to = middle;
  }
  let form = forms[from - 1] ?? null;
  while (form !== null && !standsAt(bytes, at, form.bytes)) form = form.inner;
  return form;
}

/** Of a form and what stands at a place: negative where the form comes first, which it does where both begin alike. */
function order(form: Uint8Array, bytes: Uint8Array, at: number): number {
  const length = Math.min(form.length, bytes.length - at);
  for (let index = 0; index < length; index += 1) {
    const difference = (form[index] ?? 0) - (bytes[at + index] ?? 0);
    if (difference !== 0) return difference;
  }
  return form.length <= length ? -1 : 1;
}

function standsAt(bytes: Uint8Array, at: number, form: Uint8Array): boolean {
  if (at + form.length > bytes.length) return false;
  for (let index = 0; index < form.length; index += 1) {
    if (bytes[at + index] !== form[index]) return false;
  }
  return true;
}

const startAt = (bytes: Uint8Array, at: number): number =>
  (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);

/** Of two heads with the same number every form is compared as a whole. */
function headAt(bytes: Uint8Array, at: number): number {
  let head = 0;
  for (let index = 0; index < HEAD_SIZE; index += 1) {
    head = Math.imul(head, 0x01000193) ^ (bytes[at + index] ?? 0);
  }
  return head;
}
