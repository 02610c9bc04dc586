/** Two digits are enough for "about". */
export function rounded(factor: number): number {
  return Number(factor.toPrecision(2));
}
