/**
 * PostgreSQL text cannot hold U+0000. It is kept as this noncharacter followed by U+FFFE, the noncharacter
 * itself doubled; a lone surrogate becomes U+FFFD, as in every conversion to UTF-8.
 */
const ESCAPE = "\uffff";
const TO_ESCAPE = /[\u0000\uffff]/g;
const ESCAPED = /\uffff([\ufffe\uffff])/g;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const UNUSUAL = /[\u0000\uffff\ud800-\udfff]/;

/** Text as PostgreSQL can hold it. */
export function storable(text: string): string {
  if (!UNUSUAL.test(text)) return text;
  return text
    .replace(LONE_SURROGATE, "\ufffd")
    .replace(TO_ESCAPE, (char) => (char === ESCAPE ? ESCAPE + ESCAPE : `${ESCAPE}\ufffe`));
}

/** The text that {@link storable} was given. */
export function restored(text: string): string {
  if (!text.includes(ESCAPE)) return text;
  return text.replace(ESCAPED, (_all, char: string) => (char === ESCAPE ? ESCAPE : "\u0000"));
}
