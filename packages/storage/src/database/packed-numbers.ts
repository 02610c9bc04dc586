/** Whole numbers up to here are packed as such: twice their difference is exact. */
const WHOLE_MAX = 2 ** 50;

/** Shares are kept as whole ten-thousandths where nothing is lost by it. */
const SHARE_SCALE = 10_000;

/** How a column is kept. */
const WHOLE = 0;
const SHARE = 1;
const DOUBLE = 2;

/** Bytes that a writer begins with; it doubles them as often as needed. */
const FIRST_SIZE_BYTES = 1_024;

/** Collects bytes. Whole numbers take a byte per seven bits, the sign included. */
export class PackedWriter {
  #view = new DataView(new ArrayBuffer(FIRST_SIZE_BYTES));
  #length = 0;

  /** 0 to 2^52. */
  natural(value: number): void {
    this.#reserve(8);
    let rest = value;
    while (rest >= 128) {
      this.#view.setUint8(this.#length, (rest % 128) + 128);
      this.#length += 1;
      rest = Math.floor(rest / 128);
    }
    this.#view.setUint8(this.#length, rest);
    this.#length += 1;
  }

  /**
   * Numbers of one kind in the order of time. Those that change little, or stay close to what is `expected` of them,
   * take little; a run of such that fit exactly takes two bytes.
   */
  column(values: readonly number[], expected?: readonly number[]): void {
    if (values.length === 0) return;
    const form = formOf(values, expected ?? []);
    this.natural(form);
    if (form === DOUBLE) {
      for (const value of values) this.#double(value);
      return;
    }
    const scale = form === SHARE ? SHARE_SCALE : 1;
    let before = 0;
    let run = 0;
    for (let place = 0; place < values.length; place += 1) {
      const value = Math.round((values[place] ?? 0) * scale);
      const base = expected === undefined ? before : Math.round((expected[place] ?? 0) * scale);
      before = value;
      if (value === base) {
        run += 1;
        continue;
      }
      this.#run(run);
      run = 0;
      this.natural(value > base ? (value - base) * 2 : (base - value) * 2 - 1);
    }
    this.#run(run);
  }

  bytes(): Uint8Array {
    return new Uint8Array(this.#view.buffer, 0, this.#length);
  }

  /** So many numbers that are as expected: a zero, and how many more follow. */
  #run(count: number): void {
    if (count === 0) return;
    this.natural(0);
    this.natural(count - 1);
  }

  #double(value: number): void {
    this.#reserve(8);
    this.#view.setFloat64(this.#length, value);
    this.#length += 8;
  }

  #reserve(bytes: number): void {
    const size = this.#view.byteLength;
    if (this.#length + bytes <= size) return;
    const larger = new Uint8Array(size * 2);
    larger.set(new Uint8Array(this.#view.buffer));
    this.#view = new DataView(larger.buffer);
  }
}

/** Reads what {@link PackedWriter} wrote, in the same order. */
export class PackedReader {
  readonly #view: DataView;
  #place = 0;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  natural(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.#view.getUint8(this.#place);
      this.#place += 1;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  column(count: number, expected?: readonly number[]): readonly number[] {
    if (count === 0) return [];
    const form = this.natural();
    const values: number[] = [];
    if (form === DOUBLE) {
      while (values.length < count) values.push(this.#double());
      return values;
    }
    const scale = form === SHARE ? SHARE_SCALE : 1;
    let before = 0;
    let run = 0;
    for (let place = 0; place < count; place += 1) {
      const base = expected === undefined ? before : Math.round((expected[place] ?? 0) * scale);
      let difference = 0;
      if (run > 0) run -= 1;
      else {
        const zigzag = this.natural();
        difference = zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
        if (zigzag === 0) run = this.natural();
      }
      before = base + difference;
      values.push(before / scale);
    }
    return values;
  }

  #double(): number {
    const value = this.#view.getFloat64(this.#place);
    this.#place += 8;
    return value;
  }
}

/** The plainest form that keeps all of them. */
function formOf(values: readonly number[], expected: readonly number[]): number {
  const keeps = (scale: number) =>
    values.every((value) => fits(value, scale)) && expected.every((value) => fits(value, scale));
  if (keeps(1)) return WHOLE;
  return keeps(SHARE_SCALE) ? SHARE : DOUBLE;
}

function fits(value: number, scale: number): boolean {
  const whole = Math.round(value * scale);
  return Math.abs(whole) <= WHOLE_MAX && whole / scale === value;
}
