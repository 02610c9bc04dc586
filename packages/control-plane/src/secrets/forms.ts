import { toBase64 } from "../base64.js";
import { SECRET_SIZE_BYTES_MIN } from "../limits.js";

const encoder = new TextEncoder();

/** Blanks that YAML may put before each line of a text, at most. */
const INDENT_MAX = 24;

/**
 * Every form in which a value is looked for in what agents send: as it is, line by line, and as JSON, YAML, Go, a URL,
 * base64 or hex write it, also with dollar signs doubled and quoted twice. Forms that are too short to mean the value
 * are left out.
 */
export function formsOf(value: string): readonly string[] {
  const forms = new Set<string>(indentedFormsOf(value));
  for (const part of partsOf(value)) {
    for (const text of [part, part.replaceAll("$", () => "$$")]) {
      for (const written of writtenFormsOf(text)) forms.add(written);
    }
    for (const encoded of [...base64FormsOf(part), ...hexFormsOf(part)]) forms.add(encoded);
  }
  return [...forms].filter((form) => encoder.encode(form).length >= SECRET_SIZE_BYTES_MIN);
}

/** The whole, and its lines: a YAML block indents each of them. */
function partsOf(value: string): readonly string[] {
  const lines = value.split(/[\r\n]+/).map((line) => line.trim());
  return [...new Set([value, value.trim(), ...lines])].filter((part) => part !== "");
}

/** Lines that are too short to be looked for alone stand here together with the others. */
function indentedFormsOf(value: string): readonly string[] {
  const lines = value.trim().split(/\r\n|\r|\n/);
  const isShort = (line: string) => encoder.encode(line.trim()).length < SECRET_SIZE_BYTES_MIN;
  if (lines.length === 1 || !lines.some(isShort)) return [];
  return Array.from({ length: INDENT_MAX / 2 }, (_, index) => {
    const before = " ".repeat(2 * (index + 1));
    const text = lines.map((line, at) => (at === 0 || line === "" ? line : before + line));
    return text.join("\n").replaceAll("$", () => "$$");
  });
}

function writtenFormsOf(text: string): readonly string[] {
  const json = jsonOf(text);
  return [
    text,
    json,
    jsonOf(json),
    asciiJsonOf(text),
    // Go writes these three as escapes in JSON.
    json.replaceAll("<", "\\u003c").replaceAll(">", "\\u003e").replaceAll("&", "\\u0026"),
    text.replaceAll("'", "''"),
    ...urlFormsOf(text),
  ];
}

const jsonOf = (text: string) => JSON.stringify(text).slice(1, -1);

const asciiJsonOf = (text: string) =>
  jsonOf(text).replace(
    /[^\x20-\x7e]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** Percent signs in either case, with a plus for a blank, and with what some leave as it is. */
function urlFormsOf(text: string): readonly string[] {
  const strict = percent(text, /[A-Za-z0-9\-_.~]/);
  const loose = percent(text, /[A-Za-z0-9\-_.!~*'()]/);
  const path = percent(text, /[A-Za-z0-9\-_.~$&+:=@]/);
  const query = percent(text, /[A-Za-z0-9\-_.~]/).replaceAll("%20", "+");
  const all = [strict, loose, path, query];
  return [...all, ...all.map((form) => form.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase()))];
}

function percent(text: string, kept: RegExp): string {
  let written = "";
  for (const byte of encoder.encode(text)) {
    const char = String.fromCharCode(byte);
    const isKept = byte < 0x80 && kept.test(char);
    written += isKept ? char : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return written;
}

/** What base64 makes of the value wherever in a longer text it begins: without the characters that its neighbours change. */
function base64FormsOf(text: string): readonly string[] {
  const bytes = encoder.encode(text);
  return [0, 1, 2].flatMap((before) => {
    const shifted = new Uint8Array(before + bytes.length);
    shifted.set(bytes, before);
    const whole = toBase64(shifted);
    const from = Math.ceil((before * 8) / 6);
    const standard = whole.slice(from, Math.floor((shifted.length * 8) / 6));
    return [standard, standard.replaceAll("+", "-").replaceAll("/", "_")];
  });
}

function hexFormsOf(text: string): readonly string[] {
  const hex = [...encoder.encode(text)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex, hex.toUpperCase()];
}
