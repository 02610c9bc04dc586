/** RFC 3339 in UTC with milliseconds. */
export const timeOf = (millis: number): string => new Date(millis).toISOString();

/** As {@link timeOf}; null and 0 mean that it never happened. */
export const timeOrNull = (millis: number | null | undefined): string | null =>
  millis === null || millis === undefined || millis === 0 ? null : timeOf(millis);
