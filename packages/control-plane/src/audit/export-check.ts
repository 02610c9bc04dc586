import type { Millis } from "@fleethub/fleet";
import type { AuditCheckpoint } from "../model.js";
import { canonicalJson } from "../canonical-json.js";
import { endBytes, keyIdOf } from "./chain.js";
import { ChainCheck, type CheckDeps } from "./chain-check.js";
import { EXPORT_FORMAT, type ExportHeader } from "./export-lines.js";
import { type Broken, broken } from "./faults.js";
import { type AuditVerification, verification } from "./verification.js";

type Fields = Readonly<Record<string, unknown>>;

/** How many fields a line of each kind has. */
const FIELDS: ReadonlyMap<unknown, number> = new Map([
  ["entry", 4],
  ["checkpoint", 2],
  ["end", 8],
]);

const HEX_64 = /^[0-9a-f]{64}$/;

/**
 * Verifies an export line by line, without a hub. Every byte counts: a line that is not the canonical text of what it
 * says is refused, entries are chained, and header and end are signed.
 */
export class ExportCheck {
  private check: ChainCheck;
  private header: ExportHeader | null = null;
  private fault: Broken | null = null;
  private ended = false;

  constructor(private readonly deps: CheckDeps) {
    this.check = new ChainCheck(deps);
  }

  /** One line without its end. False: it is broken, and further lines change nothing. */
  line(text: string): boolean {
    this.fault ??= this.read(text);
    return this.fault === null;
  }

  /** When there are no more lines. */
  end(now: Millis): AuditVerification {
    this.fault ??= this.ended ? null : broken("cut-short", this.check.sequence + 1);
    return verification(this.check, this.header?.first ?? 1, now, this.fault);
  }

  private read(text: string): Broken | null {
    const next = this.check.sequence + 1;
    if (this.ended) return broken("out-of-order", next);
    const fields = fieldsIn(text);
    if (fields === null) return broken("unreadable", next);
    if (canonicalJson(fields) !== text) return broken("not-canonical", next);
    if (this.header === null) return this.begin(fields);
    const { kind } = fields;
    if (Object.keys(fields).length !== FIELDS.get(kind)) return broken("unreadable", next);
    switch (kind) {
      case "entry":
        return this.entry(fields, next);
      case "checkpoint": {
        const { checkpoint } = fields;
        if (!isCheckpoint(checkpoint)) return broken("unreadable", next);
        if (checkpoint.sequence !== this.check.sequence) return broken("out-of-order", next);
        return this.check.checkpoint(checkpoint);
      }
      case "end":
        return this.finish(fields, this.header);
      default:
        return broken("unreadable", next);
    }
  }

  private begin(fields: Fields): Broken | null {
    const { kind, format, exportedAt, first, previous, checkpoint } = fields;
    const fits =
      kind === "header" &&
      Object.keys(fields).length === 6 &&
      format === EXPORT_FORMAT &&
      typeof exportedAt === "number" &&
      isCount(first) &&
      first > 0 &&
      typeof previous === "string" &&
      HEX_64.test(previous) &&
      (checkpoint === null || isCheckpoint(checkpoint));
    if (!fits) return broken("unreadable", 1);
    this.header = { kind, format, exportedAt, first, previous, checkpoint };
    this.check = new ChainCheck(this.deps, { sequence: first - 1, hash: previous });
    if (checkpoint === null) return first === 1 ? null : broken("checkpoint-missing", first);
    const differs = checkpoint.sequence !== first - 1 || checkpoint.hash !== previous;
    return differs ? broken("checkpoint-differs", first) : this.check.follow(checkpoint);
  }

  private entry({ sequence, hash, entry }: Fields, next: number): Broken | null {
    if (!isCount(sequence) || typeof hash !== "string") return broken("unreadable", next);
    return this.check.entry({ sequence, hash, canonical: canonicalJson(entry) });
  }

  private finish(fields: Fields, header: ExportHeader): Broken | null {
    const { last, hash, entries, checkpoints, publicKey, keyId, signature } = fields;
    this.ended = true;
    const { check } = this;
    const agrees =
      last === check.sequence &&
      hash === check.hash &&
      entries === check.entries &&
      checkpoints === check.checkpoints;
    if (!agrees) return broken("head-differs", check.sequence);
    if (publicKey === null || signature === null) return broken("unsigned-end", check.sequence);
    const isText = typeof publicKey === "string" && typeof signature === "string";
    if (!isText || keyIdOf(this.deps.digest, publicKey) !== keyId) {
      return broken("signature-invalid", check.sequence);
    }
    const said = { header, last, hash, entries, checkpoints };
    if (!this.deps.signatures.verify(publicKey, endBytes(said), signature)) {
      return broken("signature-invalid", check.sequence);
    }
    const trusted = this.deps.trustedKeys ?? [check.keyId ?? keyId];
    if (!trusted.includes(keyId)) return broken("other-key", check.sequence);
    check.keyId = keyId;
    check.signedThrough = check.sequence;
    return null;
  }
}

function fieldsIn(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : null;
  } catch {
    return null;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value);

function isCheckpoint(value: unknown): value is AuditCheckpoint {
  if (!isFields(value)) return false;
  const { hash, previous, keyId, publicKey, signature } = value;
  return (
    [value["number"], value["sequence"], value["at"]].every(isCount) &&
    [hash, previous, keyId, publicKey, signature].every((text) => typeof text === "string") &&
    Object.keys(value).length === 8
  );
}
