/** A row as both drivers return it: SQL casts what they would return differently to text. */
export type Row = Readonly<Record<string, unknown>>;

/**
 * Runs one statement. Parameters travel as text and are cast in the statement (`$1::text::bigint`), so that
 * no driver chooses a conversion of its own.
 */
export interface Session {
  /** `varies` where the text depends on what people ask, so that drivers do not keep it prepared. */
  query(
    text: string,
    params?: readonly (string | null)[],
    kind?: "fixed" | "varies",
  ): Promise<readonly Row[]>;
}

/** The part of PostgreSQL that the adapters share. */
export interface Database extends Session {
  /** Commits when `work` resolves, rolls back when it rejects. */
  transaction<T>(work: (session: Session) => Promise<T>): Promise<T>;
}

/** Thrown inside a transaction to roll it back with an answer. */
export class Rollback<T> extends Error {
  override readonly name = "Rollback";
  readonly answer: T;

  constructor(answer: T) {
    super("The transaction was rolled back on purpose.");
    this.answer = answer;
  }
}
