/** Whole numbers up to here are packed as such: twice their difference is exact. */
const WHOLE_MAX = 2 ** 50;

/** Shares are kept as whole ten-thousandths where nothing is lost by it. */
const SHARE_SCALE = 10_000;

const FORM = { whole: 0, share: 1, double: 2 } as const;

/** Collects bytes. Whole numbers take a byte per seven bits, the sign included. */
export class PackedWriter {
  readonly #bytes: number[] = [];

  /** 0 to 2^52. */
  natural(value: number): void {
    let rest = value;
    while (rest >= 128) {
      this.#bytes.push((rest % 128) + 128);
      rest = Math.floor(rest / 128);
    }
    this.#bytes.push(rest);
  }

  /**
   * Numbers of one kind in the order of time. Those that change little, or stay close to what is `expected` of them,
   * take little; a run of such that fit exactly takes two bytes.
   */
  column(values: readonly number[], expected?: readonly number[]): void {
    if (values.length === 0) return;
    const form = formOf([...values, ...(expected ?? [])]);
    this.natural(form);
    if (form === FORM.double) {
      for (const value of values) this.#double(value);
      return;
    }
    const scale = form === FORM.share ? SHARE_SCALE : 1;
    const whole = (all: readonly number[]) => all.map((value) => Math.round(value * scale));
    this.#differences(differencesOf(whole(values), expected && whole(expected)));
  }

  bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }

  #differences(differences: readonly number[]): void {
    for (let place = 0; place < differences.length; ) {
      const value = differences[place] ?? 0;
      this.natural(value >= 0 ? value * 2 : -value * 2 - 1);
      place += 1;
      if (value !== 0) continue;
      const run = place;
      while (differences[place] === 0) place += 1;
      this.natural(place - run);
    }
  }

  #double(value: number): void {
    const view = new DataView(new ArrayBuffer(8));
    view.setFloat64(0, value);
    this.#bytes.push(...new Uint8Array(view.buffer));
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
      value += (byte % 128) * scale;
      if (byte < 128) return value;
    }
  }

  column(count: number, expected?: readonly number[]): readonly number[] {
    if (count === 0) return [];
    const form = this.natural();
    if (form === FORM.double) return Array.from({ length: count }, () => this.#double());
    const scale = form === FORM.share ? SHARE_SCALE : 1;
    const values: number[] = [];
    let before = 0;
    for (const [place, difference] of this.#differences(count).entries()) {
      const base = expected === undefined ? before : Math.round((expected[place] ?? 0) * scale);
      before = base + difference;
      values.push(before / scale);
    }
    return values;
  }

  #differences(count: number): readonly number[] {
    const differences: number[] = [];
    while (differences.length < count) {
      const value = this.natural();
      differences.push(value % 2 === 0 ? value / 2 : -(value + 1) / 2);
      if (value !== 0) continue;
      for (let run = this.natural(); run > 0; run -= 1) differences.push(0);
    }
    return differences;
  }

  #double(): number {
    const value = this.#view.getFloat64(this.#place);
    this.#place += 8;
    return value;
  }
}

function formOf(values: readonly number[]): number {
  if (values.every((value) => fits(value, 1))) return FORM.whole;
  return values.every((value) => fits(value, SHARE_SCALE)) ? FORM.share : FORM.double;
}

function fits(value: number, scale: number): boolean {
  const whole = Math.round(value * scale);
  return Math.abs(whole) <= WHOLE_MAX && whole / scale === value;
}

function differencesOf(
  values: readonly number[],
  expected: readonly number[] | undefined,
): readonly number[] {
  const bases = expected ?? [0, ...values];
  return values.map((value, place) => value - (bases[place] ?? 0));
}
