/** Text read from bytes, or the offset of the first byte that is no text. */
export type DecodedText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly badByte: number; readonly text: string };

const CHUNK = 8192;

/**
 * Bytes as text: UTF-8, or UTF-16 when a byte order mark says so, as the Collector's YAML reader does.
 * Bad bytes are answered with the offset of the first one and the text before it; nothing is replaced in silence.
 * A byte order mark stays in the text as U+FEFF, so that offsets agree with what an editor shows.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeUtf16(bytes, 1);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeUtf16(bytes, 0);
  return decodeUtf8(bytes);
}

/** Text as UTF-8 bytes. A lone surrogate becomes U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3);
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    let code = text.codePointAt(i) ?? 0xfffd;
    if (code > 0xffff) i++;
    else if (code >= 0xd800 && code <= 0xdfff) code = 0xfffd;
    if (code < 0x80) bytes[at++] = code;
    else if (code < 0x800) {
      bytes[at++] = 0xc0 | (code >> 6);
      bytes[at++] = 0x80 | (code & 0x3f);
    } else if (code < 0x10000) {
      bytes[at++] = 0xe0 | (code >> 12);
      bytes[at++] = 0x80 | ((code >> 6) & 0x3f);
      bytes[at++] = 0x80 | (code & 0x3f);
    } else {
      bytes[at++] = 0xf0 | (code >> 18);
      bytes[at++] = 0x80 | ((code >> 12) & 0x3f);
      bytes[at++] = 0x80 | ((code >> 6) & 0x3f);
      bytes[at++] = 0x80 | (code & 0x3f);
    }
  }
  return bytes.subarray(0, at);
}

function decodeUtf8(bytes: Uint8Array): DecodedText {
  const units: number[] = [];
  let text = "";
  for (let i = 0; i < bytes.length; ) {
    const size = sequenceLength(bytes, i);
    if (size === 0) return { ok: false, badByte: i, text: text + String.fromCharCode(...units) };
    let code = (bytes[i] ?? 0) & (size === 1 ? 0x7f : 0xff >> (size + 1));
    for (let k = 1; k < size; k++) code = (code << 6) | ((bytes[i + k] ?? 0) & 0x3f);
    if (code > 0xffff) {
      units.push(0xd800 + ((code - 0x10000) >> 10), 0xdc00 + ((code - 0x10000) & 0x3ff));
    } else units.push(code);
    if (units.length >= CHUNK) {
      text += String.fromCharCode(...units);
      units.length = 0;
    }
    i += size;
  }
  return { ok: true, text: text + String.fromCharCode(...units) };
}

/** Length of the well-formed sequence that starts here, 0 when there is none. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || at + size > bytes.length) return 0;
  for (let k = 1; k < size; k++) if (((bytes[at + k] ?? 0) & 0xc0) !== 0x80) return 0;
  const second = bytes[at + 1] ?? 0;
  const overlong = (first === 0xe0 && second < 0xa0) || (first === 0xf0 && second < 0x90);
  const surrogate = first === 0xed && second > 0x9f;
  return overlong || surrogate || (first === 0xf4 && second > 0x8f) ? 0 : size;
}

function decodeUtf16(bytes: Uint8Array, highByte: 0 | 1): DecodedText {
  const lowByte = highByte === 0 ? 1 : 0;
  let text = "";
  const units: number[] = [];
  const whole = bytes.length - (bytes.length % 2);
  for (let i = 0; i < whole; i += 2) {
    units.push(((bytes[i + highByte] ?? 0) << 8) | (bytes[i + lowByte] ?? 0));
    if (units.length >= CHUNK) {
      text += String.fromCharCode(...units);
      units.length = 0;
    }
  }
  text += String.fromCharCode(...units);
  return whole === bytes.length ? { ok: true, text } : { ok: false, badByte: whole, text };
}
