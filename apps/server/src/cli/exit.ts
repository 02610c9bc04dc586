/** Nothing to report. */
export const EXIT_FINE = 0;
/** Findings or a difference; for `serve` and `simulate`: it could not start, or failed. */
export const EXIT_FOUND = 1;
/** The command line was misused: an unknown flag, a file that cannot be read. */
export const EXIT_MISUSE = 2;
/** A hub refused, or was not there. */
export const EXIT_REFUSED = 3;

/** The command line asks for what cannot be done; the message says what can. Ends with EXIT_MISUSE. */
export class Misuse extends Error {
  override readonly name = "Misuse";
}

/** By name, because commands in files of their own bring a copy of the class. */
export function isMisuse(error: unknown): error is Misuse {
  return error instanceof Error && error.name === "Misuse";
}

/** A hub refused, or was not there; the message says why and what to do. Ends with EXIT_REFUSED. */
export class Refused extends Error {
  override readonly name = "Refused";

  constructor(
    message: string,
    readonly status: number,
    /** Slug of the problem, or `unreachable`. */
    readonly type: string,
  ) {
    super(message);
  }
}
