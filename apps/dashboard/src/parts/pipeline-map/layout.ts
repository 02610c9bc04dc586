import type { Drawn, DrawnBox, DrawnLane } from "./drawn";
import { columnsOf } from "./order";
import {
  BOX_HEIGHT,
  type Layout,
  NAME_AT,
  NAME_AT_MARK,
  type PlacedBox,
  type PlacedEdge,
  type PlacedLane,
} from "./placed";
import { routed } from "./routes";
import { textWidth } from "./text-width";

const ROW = BOX_HEIGHT + 10;
const PAD = 10;
const TITLE = 30;
const LANE_GAP = 8;
const [GAP_MIN, GAP_MAX] = [14, 64];
const [END_MIN, END_MAX] = [22, 160];
const WIDTH_MAX = 210;
/** Boxes are at least so wide; more where there is room. */
const [WIDTH_MIN, WIDTH_MIN_ROOMY, ROOMY] = [48, 136, 840];
/** Room beside the lanes for connectors that lead to other lanes. */
const TRACK = 8;

/** Places everything, at least `width` wide: room that is left widens the gaps. */
export function layoutOf(drawn: Drawn, width: number): Layout {
  const column = columnsOf(drawn.lanes.map((lane) => lane.processors.map((one) => one.id)));
  const sizes = columnSizes(drawn.lanes, column, width < ROOMY ? WIDTH_MIN : WIDTH_MIN_ROOMY);
  const tracks = Math.min(drawn.joins.length, 12) * TRACK;
  const margin = tracks === 0 ? 0 : tracks + 4;
  const count = sizes.processors.length;
  const fixed = PAD * 2 + margin * 2 + sizes.receivers + sizes.exporters + sum(sizes.processors);
  const gaps = Math.max(count - 1, 0);
  const spare = Math.max(0, width - fixed - gaps * GAP_MIN - 2 * END_MIN);
  const gap = Math.min(GAP_MAX, GAP_MIN + spare / (gaps + 4));
  const end = Math.min(END_MAX, END_MIN + Math.max(0, spare - (gap - GAP_MIN) * gaps) / 2);
  const start = PAD + margin;
  const first = start + sizes.receivers + end;
  const xs = sizes.processors.map((_, at) => first + sum(sizes.processors.slice(0, at)) + at * gap);
  const middle = first + sum(sizes.processors) + gaps * gap;
  const total = Math.max(width, middle + end + sizes.exporters + PAD + margin);
  const last = total - PAD - margin - sizes.exporters;
  const joint = (first + middle) / 2;
  const placer = new Placer(start, first, last, sizes, xs, column, joint);
  let y = 0;
  const lanes: PlacedLane[] = [];
  const spaces: number[] = [];
  for (const [at, lane] of drawn.lanes.entries()) {
    const arriving = drawn.joins.filter((join) => join.to === lane.id).length;
    const space = (at === 0 ? 0 : LANE_GAP) + Math.min(arriving, 6) * TRACK;
    spaces.push(space);
    y += space;
    const height = placer.lane(lane, at, y);
    lanes.push({ id: lane.id, standing: lane.standing, y, height });
    y += height;
  }
  const widest = placer.boxes.reduce((most, one) => Math.max(most, one.x + one.width + PAD), total);
  return {
    width: Math.ceil(widest),
    height: Math.ceil(y),
    lanes,
    boxes: placer.boxes,
    edges: placer.edges,
    joins: routed(drawn.joins, placer.boxes, lanes, { left: PAD, right: total - PAD }),
    columns: [start, first, last],
  };
}

interface Sizes {
  readonly receivers: number;
  readonly processors: readonly number[];
  readonly exporters: number;
}

function columnSizes(
  lanes: readonly DrawnLane[],
  column: (lane: number, at: number) => number,
  least: number,
): Sizes {
  const widest = (boxes: readonly DrawnBox[]) => Math.max(least, ...boxes.map(widthOf));
  const processors: number[] = [];
  for (const [at, lane] of lanes.entries()) {
    for (const [place, box] of lane.processors.entries()) {
      const to = column(at, place);
      while (processors.length <= to) processors.push(least);
      processors[to] = Math.max(processors[to] ?? 0, widthOf(box));
    }
  }
  return {
    receivers: widest(lanes.flatMap((lane) => lane.receivers)),
    processors,
    exporters: widest(lanes.flatMap((lane) => lane.exporters)),
  };
}

const markRoom = (box: DrawnBox) => (box.mark === undefined ? NAME_AT : NAME_AT_MARK);

function widthOf(box: DrawnBox): number {
  const words = Math.max(textWidth(box.id, 12.5), textWidth(box.caption ?? "", 11));
  return Math.min(WIDTH_MAX, Math.ceil(words + markRoom(box) + 9));
}

function shownName(box: DrawnBox, width: number): string {
  const room = width - markRoom(box) - 6;
  if (textWidth(box.id, 12.5) <= room) return box.id;
  let text = box.id;
  while (text.length > 1 && textWidth(`${text}\u2026`, 12.5) > room) text = text.slice(0, -1);
  return `${text}\u2026`;
}

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

/** Puts the boxes and edges of one lane after the other. */
class Placer {
  readonly boxes: PlacedBox[] = [];
  readonly edges: PlacedEdge[] = [];

  constructor(
    readonly start: number,
    readonly first: number,
    readonly last: number,
    readonly sizes: Sizes,
    readonly xs: readonly number[],
    readonly column: (lane: number, at: number) => number,
    readonly joint: number,
  ) {}

  /** The height of the lane. */
  lane(lane: DrawnLane, at: number, top: number): number {
    const rows = Math.max(lane.receivers.length, lane.exporters.length, 1);
    const center = top + TITLE + (rows * ROW - (ROW - BOX_HEIGHT)) / 2;
    const put = (box: DrawnBox, x: number, y: number, width: number) => {
      const key = `${lane.id} ${box.role} ${box.id} ${this.boxes.length}`;
      const shown = shownName(box, width);
      const placed: PlacedBox = { ...box, key, lane: lane.id, x, y, width, shown };
      this.boxes.push(placed);
      return placed;
    };
    const stacked = (boxes: readonly DrawnBox[], x: number, width: number) => {
      const from = center - (boxes.length * ROW - (ROW - BOX_HEIGHT)) / 2;
      return boxes.map((box, row) => put(box, x, from + row * ROW, width));
    };
    const receivers = stacked(lane.receivers, this.start, this.sizes.receivers);
    const processors = lane.processors.map((box, place) => {
      const to = this.column(at, place);
      return put(
        box,
        this.xs[to] ?? this.first,
        center - BOX_HEIGHT / 2,
        this.sizes.processors[to] ?? 80,
      );
    });
    const exporters = stacked(lane.exporters, this.last, this.sizes.exporters);
    this.#line(receivers, processors, exporters, center);
    const below = this.#gaps(lane, processors, put, top + TITLE + rows * ROW + 4, center);
    const bottom = top + TITLE + rows * ROW - (ROW - BOX_HEIGHT);
    return Math.max(bottom, below) + PAD - top;
  }

  #line(
    receivers: readonly PlacedBox[],
    processors: readonly PlacedBox[],
    exporters: readonly PlacedBox[],
    y: number,
  ): void {
    const [head, tail] = [processors[0], processors.at(-1)];
    const into = head?.x ?? this.joint;
    const out = tail === undefined ? this.joint : tail.x + tail.width;
    for (const box of receivers) {
      this.#edge(curve(box.x + box.width, mid(box), into, y), box, head);
    }
    for (const [at, box] of processors.entries()) {
      const next = processors[at + 1];
      if (next) this.#edge(`M${r(box.x + box.width)} ${r(y)}H${r(next.x)}`, box, next);
    }
    for (const box of exporters) this.#edge(curve(out, y, box.x, mid(box)), tail, box);
  }

  #edge(path: string, a: PlacedBox | undefined, b: PlacedBox | undefined): void {
    const of = [a, b].map((one) => one?.standing);
    const standing = of.includes("gone") ? "gone" : of.includes("new") ? "new" : "same";
    const trouble = b?.role === "exporter" ? b.trouble : undefined;
    this.edges.push({ path, standing, ...(trouble === undefined ? {} : { trouble }) });
  }

  /** What was taken out, beneath its place, with the way that data went through it. The lowest pixel used. */
  #gaps(
    lane: DrawnLane,
    processors: readonly PlacedBox[],
    put: (box: DrawnBox, x: number, y: number, width: number) => PlacedBox,
    top: number,
    line: number,
  ): number {
    if (lane.gaps.length === 0) return 0;
    let right = 0;
    for (const after of new Set(lane.gaps.map((gap) => gap.after))) {
      const gaps = lane.gaps.filter((gap) => gap.after === after);
      const [from, to] = [processors[after - 1], processors[after]];
      const a = from === undefined ? this.first - 14 : from.x + from.width / 2;
      const b = to === undefined ? Math.max(this.last - 14, a + 40) : to.x + to.width / 2;
      const widths = gaps.map(({ box }) => widthOf(box));
      const need = sum(widths) + (gaps.length - 1) * GAP_MIN;
      let x = Math.max(
        right + 12,
        Math.min(Math.max(a + 16, (a + b - need) / 2), b - need - 16),
        a + 16,
      );
      const placed = gaps.map(({ box }, at) => {
        const width = widths[at] ?? 0;
        const there = put(box, x, top, width);
        x += width + GAP_MIN;
        return there;
      });
      right = x - GAP_MIN;
      const y = top + BOX_HEIGHT / 2;
      const trouble = gaps.some(({ box }) => box.trouble === "bad") ? ("bad" as const) : undefined;
      const say = (path: string) =>
        this.edges.push({ path, standing: "gone", gap: true, ...(trouble ? { trouble } : {}) });
      const down = from === undefined ? line : line + BOX_HEIGHT / 2;
      const end = Math.max(b, right + 8);
      // Back to the box that it ends beneath, else to the line.
      const beneath = processors.some(({ x: left, width }) => left <= end && end <= left + width);
      const up = beneath ? line + BOX_HEIGHT / 2 : line;
      say(`M${r(a)} ${r(down)}V${r(y)}H${r(placed[0]?.x ?? a)}`);
      for (const [at, box] of placed.entries()) {
        const next = placed[at + 1];
        if (next) say(`M${r(box.x + box.width)} ${r(y)}H${r(next.x)}`);
      }
      say(`M${r(right)} ${r(y)}H${r(end)}V${r(up)}`);
    }
    return top + BOX_HEIGHT;
  }
}

const mid = (box: PlacedBox) => box.y + BOX_HEIGHT / 2;
const r = (n: number) => Math.round(n * 10) / 10;

function curve(x1: number, y1: number, x2: number, y2: number): string {
  if (y1 === y2) return `M${r(x1)} ${r(y1)}H${r(x2)}`;
  // A long line runs straight and bends near the box at its far end, so that many stay apart.
  const bend = Math.min((x2 - x1) / 2, 60);
  return `M${r(x1)} ${r(y1)}C${r(x1 + bend)} ${r(y1)} ${r(x2 - bend)} ${r(y2)} ${r(x2)} ${r(y2)}`;
}
