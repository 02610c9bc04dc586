import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const TEXT = 4.5;
const MARK = 3;
const css = readFileSync(join(import.meta.dirname, "tokens.css"), "utf8");
const themes = ["light", "dark"] as const;
type Theme = (typeof themes)[number];
type Rgb = readonly [number, number, number];

/** The token's colour in linear light; `light-dark()` and one `var()` are followed. */
function token(name: string, theme: Theme): Rgb {
  const value = new RegExp(`--${name}:\\s*([^;]+);`).exec(css)?.[1] ?? "";
  const alias = /^var\(--([\w-]+)\)$/.exec(value.trim())?.[1];
  if (alias) return token(alias, theme);
  const colours = [...value.matchAll(/oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)/g)];
  const found = colours[theme === "dark" ? 1 : 0] ?? colours[0];
  if (!found) throw new Error(`no colour in --${name}: ${value}`);
  return linear(Number(found[1]), Number(found[2]), Number(found[3]));
}

function linear(l: number, c: number, hue: number): Rgb {
  const a = c * Math.cos((hue * Math.PI) / 180);
  const b = c * Math.sin((hue * Math.PI) / 180);
  const [x, y, z] = [
    (l + 0.3963377774 * a + 0.2158037573 * b) ** 3,
    (l - 0.1055613458 * a - 0.0638541728 * b) ** 3,
    (l - 0.0894841775 * a - 1.291485548 * b) ** 3,
  ];
  const clip = (value: number) => Math.min(1, Math.max(0, value));
  return [
    clip(4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z),
    clip(-1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z),
    clip(-0.0041960863 * x - 0.7034186147 * y + 1.707614701 * z),
  ];
}

const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b;

function ratio(one: string, other: string, theme: Theme): number {
  const [a, b] = [luminance(token(one, theme)), luminance(token(other, theme))];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const surfaces = ["canvas", "sunken", "sheet", "raised", "hover", "selected"];
const families = ["ok", "move", "warn", "bad", "hold"];

describe.each(themes)("contrast in the %s theme", (theme) => {
  test.each(["ink", "ink-2", "ink-3", "accent"])("--%s is read on every surface", (ink) => {
    for (const surface of surfaces)
      expect(ratio(ink, surface, theme), surface).toBeGreaterThanOrEqual(TEXT);
  });

  test.each(families)("--%s-ink is read on its wash and on the sheets", (family) => {
    for (const ground of [`${family}-wash`, "sheet", "raised", "sunken", "hover", "selected"]) {
      expect(ratio(`${family}-ink`, ground, theme), ground).toBeGreaterThanOrEqual(TEXT);
    }
  });

  test.each(families)("--%s-solid is seen as a mark on every sheet", (family) => {
    for (const ground of ["sheet", "raised"]) {
      expect(ratio(`${family}-solid`, ground, theme), ground).toBeGreaterThanOrEqual(MARK);
    }
  });

  test("edges of controls and the focus ring are seen", () => {
    for (const edge of ["line-3", "focus", "accent-solid"]) {
      for (const ground of ["sheet", "raised"]) {
        expect(ratio(edge, ground, theme), `${edge} on ${ground}`).toBeGreaterThanOrEqual(MARK);
      }
    }
  });

  test("words of the primary action, and secondary words on washes, are read", () => {
    expect(ratio("on-primary", "primary", theme)).toBeGreaterThanOrEqual(TEXT);
    for (const ground of [...families, "mute"].map((family) => `${family}-wash`)) {
      expect(ratio("ink-2", ground, theme), ground).toBeGreaterThanOrEqual(TEXT);
    }
  });

  test.each(["code-key", "code-text", "code-number"])("--%s is read in the editor", (ink) => {
    for (const ground of ["sheet", "raised", "sunken"]) {
      expect(ratio(ink, ground, theme), ground).toBeGreaterThanOrEqual(TEXT);
    }
  });
});
