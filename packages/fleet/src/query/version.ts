/** Numbers longer than this many digits are no part of a version that can be ordered. */
const DIGITS_MAX = 30;

const VERSION = /^v?(\d+(?:\.\d+){0,7})(?:-([0-9a-z.-]+))?(?:\+[0-9a-z.-]*)?$/i;

function numberKey(digits: string): string | null {
  const bare = digits.replace(/^0+(?=\d)/, "");
  return bare.length > DIGITS_MAX ? null : `1${String(bare.length).padStart(2, "0")}${bare}`;
}

/**
 * A text whose order by code unit is the order of versions after semver 2.0: numbers by value, a
 * pre-release before its release, build metadata ignored. A leading `v` and trailing `.0` do not matter:
 * `v0.149` and `0.149.0` have the same key. Null where the text is no version: it has no place in the order.
 */
export function versionKey(text: string): string | null {
  const parts = VERSION.exec(text.trim());
  if (parts === null) return null;
  const numbers = (parts[1] ?? "").split(".");
  while (numbers.length > 0 && /^0+$/.test(numbers[numbers.length - 1] ?? "")) numbers.pop();
  let key = "";
  for (const number of numbers) {
    const next = numberKey(number);
    if (next === null) return null;
    key += next;
  }
  const preRelease = parts[2];
  if (preRelease === undefined) return `${key}01`;
  key += "00";
  for (const identifier of preRelease.toLowerCase().split(".")) {
    const numeric = /^\d+$/.test(identifier) ? numberKey(identifier) : `2${identifier}!`;
    if (numeric === null) return null;
    key += numeric;
  }
  return `${key}0`;
}
