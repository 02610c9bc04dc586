/** Why the hub could not start, or had to stop. */
export type ServerErrorCode =
  | "invalid-setting"
  | "port-taken"
  | "address-not-usable"
  | "data-directory-locked"
  | "data-directory-not-usable"
  | "database-not-usable"
  | "hub-key-not-usable";

/** A refusal that the person who starts the hub can settle. `message` is one line with its remedy. */
export class ServerError extends Error {
  override readonly name = "ServerError";

  constructor(
    readonly code: ServerErrorCode,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
  }
}
