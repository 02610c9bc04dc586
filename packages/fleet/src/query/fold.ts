/**
 * The form in which values are compared, so that upper and lower case are alike. It does not depend on
 * the locale; stores keep folded copies and compare those byte by byte.
 */
export function foldCase(text: string): string {
  return text.toLowerCase();
}
