const NARROW = /[iljtfr.,:;'|!()[\]/ -]/;
const WIDE = /[mwMW@%_]/;

/** About how wide Inter sets a text, in pixels: close enough to size a box before it is drawn. */
export function textWidth(text: string, size: number): number {
  let units = 0;
  for (const one of text) {
    if (NARROW.test(one)) units += 0.34;
    else if (WIDE.test(one)) units += 0.76;
    else if (one >= "A" && one <= "Z") units += 0.68;
    else units += 0.605;
  }
  return units * size;
}
