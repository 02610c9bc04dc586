import { formsOf } from "./forms.js";

/** Masks in place: every byte of what it finds becomes `_`, so that lengths and what stands around stay. */
export type Mask = (bytes: Uint8Array) => void;

/** `_` may stand everywhere in YAML, JSON, a URL and base64, and means nothing there. */
const MASKED = 0x5f;

/** Bytes of a form by which it is looked up. */
const HEAD_SIZE = 4;

/**
 * Finds values in every form that they come back in (see `formsOf`), in one pass whose time does not grow with their
 * number. It works on bytes before anybody decodes them, so that no part of a message can be forgotten.
 */
export function createMask(values: readonly string[]): Mask {
  const byHead = new Map<number, Uint8Array[]>();
  const heads = new Uint8Array(65_536);
  for (const form of new Set(values.flatMap(formsOf))) {
    const bytes = new TextEncoder().encode(form);
    if (bytes.length < HEAD_SIZE) continue;
    const head = headAt(bytes, 0);
    heads[head & 0xffff] = 1;
    byHead.set(head, [...(byHead.get(head) ?? []), bytes]);
  }
  // The longest first: it may hold another one.
  for (const forms of byHead.values()) forms.sort((a, b) => b.length - a.length);
  if (byHead.size === 0) return () => {};
  return (bytes) => {
    const found: [number, number][] = [];
    for (let at = 0; at + HEAD_SIZE <= bytes.length; at += 1) {
      const start = ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)) >>> 0;
      if (heads[start] === 0) continue;
      const form = byHead.get(headAt(bytes, at))?.find((each) => standsAt(bytes, at, each));
      if (form !== undefined) found.push([at, at + form.length]);
    }
    for (const [from, to] of found) bytes.fill(MASKED, from, to);
  };
}

function headAt(bytes: Uint8Array, at: number): number {
  const [a = 0, b = 0, c = 0, d = 0] = bytes.subarray(at, at + HEAD_SIZE);
  return (a | (b << 8) | (c << 16) | (d << 24)) >>> 0;
}

function standsAt(bytes: Uint8Array, at: number, form: Uint8Array): boolean {
  if (at + form.length > bytes.length) return false;
  for (let index = 0; index < form.length; index += 1) {
    if (bytes[at + index] !== form[index]) return false;
  }
  return true;
}
