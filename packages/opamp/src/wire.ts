/** Protobuf wire types. */
export const WIRE = {
  varint: 0,
  bit64: 1,
  bytes: 2,
  startGroup: 3,
  endGroup: 4,
  bit32: 5,
} as const;

/** Groups are not used by OpAMP; unknown ones are skipped, nested no deeper than this. */
const GROUP_DEPTH_MAX = 16;
const TAG_MAX = 2 ** 32 - 1;

/**
 * Reads protobuf wire format without building anything. Every read says false (or -1) at bytes that
 * are not well formed; the position is of no use after that.
 */
export class WireCursor {
  readonly bytes: Uint8Array;
  pos: number;
  end: number;
  /** Low and high 32 bits of the varint read last. */
  lo = 0;
  hi = 0;
  /** Field number and wire type of the tag read last. */
  field = 0;
  wire = 0;

  constructor(bytes: Uint8Array, pos: number, end: number) {
    this.bytes = bytes;
    this.pos = pos;
    this.end = end;
  }

  /** Reads a varint of at most ten bytes into `lo` and `hi`; bits above 64 are dropped. */
  varint(): boolean {
    let lo = 0;
    let hi = 0;
    for (let index = 0; index < 10; index += 1) {
      if (this.pos >= this.end) return false;
      const byte = this.bytes[this.pos++] ?? 0;
      const bits = byte & 0x7f;
      if (index < 4) lo |= bits << (7 * index);
      else if (index === 4) {
        lo |= bits << 28;
        hi = bits >>> 4;
      } else hi |= bits << (7 * index - 32);
      if (byte < 0x80) {
        this.lo = lo >>> 0;
        this.hi = hi >>> 0;
        return true;
      }
    }
    return false;
  }

  /** Reads the tag of the next field into `field` and `wire`. */
  tag(): boolean {
    const start = this.pos;
    const first = this.bytes[start] ?? 0;
    if (start < this.end && first < 0x80) {
      this.pos = start + 1;
      this.lo = first;
    } else if (!this.varint() || this.hi !== 0 || this.pos - start > 5 || this.lo > TAG_MAX) {
      return false;
    }
    this.field = this.lo >>> 3;
    this.wire = this.lo & 7;
    return this.field > 0 && this.wire <= WIRE.bit32;
  }

  /** Reads a length and says where the bytes after it end, or -1. The position is at their start. */
  bytesEnd(): number {
    const first = this.bytes[this.pos] ?? 0;
    if (this.pos < this.end && first < 0x80) {
      this.pos += 1;
      const end = this.pos + first;
      return end <= this.end ? end : -1;
    }
    if (!this.varint() || this.hi !== 0) return -1;
    const end = this.pos + this.lo;
    return end <= this.end ? end : -1;
  }

  /** Passes over the value of the tag read last. */
  skip(depth = 0): boolean {
    switch (this.wire) {
      case WIRE.varint:
        return this.varint();
      case WIRE.bit64:
        return this.advance(8);
      case WIRE.bit32:
        return this.advance(4);
      case WIRE.bytes: {
        const end = this.bytesEnd();
        if (end < 0) return false;
        this.pos = end;
        return true;
      }
      case WIRE.startGroup:
        return this.skipGroup(depth);
      default:
        return false;
    }
  }

  private advance(count: number): boolean {
    this.pos += count;
    return this.pos <= this.end;
  }

  private skipGroup(depth: number): boolean {
    if (depth >= GROUP_DEPTH_MAX) return false;
    const group = this.field;
    while (this.tag()) {
      if (this.wire === WIRE.endGroup) return this.field === group;
      if (!this.skip(depth + 1)) return false;
    }
    return false;
  }
}

/** The varint read last as a number where that is exact, else as a bigint. */
export function varintValue(cursor: WireCursor): number | bigint {
  if (cursor.hi < 0x200000) return cursor.hi * 0x1_0000_0000 + cursor.lo;
  return (BigInt(cursor.hi) << 32n) | BigInt(cursor.lo);
}
