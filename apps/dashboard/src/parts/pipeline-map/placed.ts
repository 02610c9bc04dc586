import type { DrawnBox, DrawnJoin, Standing } from "./drawn";

/** A box with its place. Units are CSS pixels at natural size. */
export interface PlacedBox extends DrawnBox {
  readonly key: string;
  readonly lane: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** The name as it fits; the whole one is its title. */
  readonly shown: string;
}

/** A line between boxes. */
export interface PlacedEdge {
  readonly path: string;
  readonly standing: Standing;
  readonly trouble?: "warn" | "bad";
  /** Goes around something that is not there any more. */
  readonly gap?: true;
}

export interface PlacedLane {
  readonly id: string;
  readonly standing: Standing;
  readonly y: number;
  readonly height: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly lanes: readonly PlacedLane[];
  readonly boxes: readonly PlacedBox[];
  readonly edges: readonly PlacedEdge[];
  readonly joins: readonly { readonly of: DrawnJoin; readonly path: string }[];
  /** Where the three columns begin; for headings. */
  readonly columns: readonly [receivers: number, processors: number, exporters: number];
}

export const BOX_HEIGHT = 38;
/** Where a name begins in its box, without and with a mark before it. */
export const [NAME_AT, NAME_AT_MARK] = [9, 27];
