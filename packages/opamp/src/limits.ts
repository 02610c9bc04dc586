import { OpampError } from "./problem.js";

/** How much of a message is read. All are upper bounds; reaching one is fine, passing it is refused. */
export interface OpampLimits {
  /** Bytes of one message after decompression, frame header included. Default 64 MiB, as the specification advises. */
  readonly messageSizeBytesMax: number;
  /** Fields at the top level of a message, repeated and unknown ones counted. Default 4,096. */
  readonly topLevelFieldsMax: number;
  /** Messages inside messages within one part; a map entry is no level of its own. Default 64, at most 90. */
  readonly nestingDepthMax: number;
  /** Entries of all maps within one part. Default 16,384. */
  readonly mapEntriesMax: number;
  /** Items of all lists within one part, attributes among them. Default 16,384. */
  readonly listItemsMax: number;
  /** Components that available_components names on all levels, sub components included. Default 8,192. */
  readonly componentsMax: number;
  /** Fields on all levels of one part, repeated and unknown ones counted. Default 262,144. */
  readonly partFieldsMax: number;
  /** Bytes of all texts within one part, keys of maps among them; contents of files are no texts. Default 4 MiB. */
  readonly textSizeBytesMax: number;
}

/** The limits that hold where nothing else is said. */
export const DEFAULT_LIMITS: OpampLimits = {
  messageSizeBytesMax: 64 * 1024 * 1024,
  topLevelFieldsMax: 4096,
  nestingDepthMax: 64,
  mapEntriesMax: 16_384,
  listItemsMax: 16_384,
  componentsMax: 8192,
  partFieldsMax: 262_144,
  textSizeBytesMax: 4 * 1024 * 1024,
};

/** Above this the protobuf runtime would refuse by itself, without naming our limit. */
const NESTING_DEPTH_CEILING = 90;

/** The default limits with some replaced. Throws `bad-limit` for a value that cannot be a limit. */
export function makeLimits(overrides: Partial<OpampLimits> = {}): OpampLimits {
  const limits = { ...DEFAULT_LIMITS, ...overrides };
  checkWholeNumbers(limits);
  if (limits.nestingDepthMax > NESTING_DEPTH_CEILING) {
    throw new OpampError("bad-limit", `nestingDepthMax may be ${NESTING_DEPTH_CEILING} at most.`);
  }
  return limits;
}

/** Throws `bad-limit` unless every member is a whole number of 1 or more. */
export function checkWholeNumbers(limits: object): void {
  for (const [name, value] of Object.entries(limits)) {
    if (!Number.isSafeInteger(value) || value < 1) {
      throw new OpampError(
        "bad-limit",
        `${name} must be a whole number of 1 or more, not ${value}.`,
      );
    }
  }
}
