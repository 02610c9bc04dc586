/** What stands in place of a secret, as the Collector itself prints it. */
export const REDACTED = "[REDACTED]";
