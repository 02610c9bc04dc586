/** Numbers with their units, as charts and tables show them. */

/** A share from 0 to 1: `10 %`, `2.5 %`, `0.04 %`, `0 %`. */
export function percent(share: number): string {
  const points = share * 100;
  const digits = points >= 10 ? 0 : points >= 1 ? 1 : 2;
  return `${trimmed(points, digits)} %`;
}

/** Items a second: `41.2k/s`, `312/s`, `0.4/s`. */
export function rate(perSecond: number): string {
  return `${short(perSecond)}/s`;
}

/** A number in few digits: `1.2M`, `41.2k`, `312`, `0.4`. */
function short(value: number): string {
  if (value >= 999_500) return `${trimmed(value / 1e6, value < 1e8 ? 1 : 0)}M`;
  if (value >= 999.5) return `${trimmed(value / 1e3, value < 1e5 ? 1 : 0)}k`;
  return trimmed(value, value < 10 ? 1 : 0);
}

const UNITS = ["B", "KiB", "MiB", "GiB", "TiB"] as const;

/** `212 MiB`, `1.4 GiB`. */
export function bytes(value: number): string {
  let unit = 0;
  let rest = value;
  while (rest >= 1024 && unit < UNITS.length - 1) {
    rest /= 1024;
    unit++;
  }
  return `${trimmed(rest, rest < 10 && unit > 0 ? 1 : 0)} ${UNITS[unit]}`;
}

/** `41 s`, `4.2 s`. */
export function seconds(value: number): string {
  return `${trimmed(value, value < 10 ? 1 : 0)} s`;
}

function trimmed(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)));
}
