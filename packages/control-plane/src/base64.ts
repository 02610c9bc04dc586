const STANDARD = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const URL_SAFE = `${STANDARD.slice(0, -2)}-_`;

/** RFC 4648 section 4, without padding. */
export function toBase64(bytes: Uint8Array): string {
  return encoded(bytes, STANDARD);
}

/** RFC 4648 section 5, for addresses and file names, without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  return encoded(bytes, URL_SAFE);
}

function encoded(bytes: Uint8Array, alphabet: string): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(at, at + 3);
    const bits = (a << 16) | (b << 8) | c;
    const digits = Math.min(bytes.length - at, 3) + 1;
    for (let digit = 0; digit < digits; digit += 1) {
      text += alphabet[(bits >> (18 - digit * 6)) & 63] ?? "";
    }
  }
  return text;
}
