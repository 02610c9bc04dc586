import { create, toBinary } from "@bufbuild/protobuf";
import { AgentToServerSchema, ServerToAgentSchema } from "../../messages.js";
import { fromHex } from "../hex.js";
import { recordedFrames } from "../recorded-frames.js";
import { type Donor, join, mutateMessage } from "./mutate.js";
import { SeededRandom } from "./random.js";
import { fullMessage } from "./full-message.js";
import { type WireNode, copyOf, takeApart } from "./wire-tree.js";

/** Which way a frame goes. */
export type Direction = "to-server" | "to-agent";

const UID = "0192f0a0b0c07d0e8f00112233445566";
/** Recorded messages above this are left out: their text takes the time and says nothing new. */
const RECORDED_SIZE_BYTES_MAX = 2500;
const GOLDEN_TO_SERVER = ["20c550", "100120c550", "10ac0220c5504a00", "2083203a00", "20015001"];
const GOLDEN_TO_AGENT = [
  "3807",
  "3001",
  "1a1d0a170a150a0012110a04613a20311209746578742f79616d6c1202abcd",
  "121008021204627573791a060880d88ee16f",
  "4a00",
  "42120a100192f0a0b0c07d0e8f00112233445577",
  "22200a01011a1b0a1968747470733a2f2f6d3a343331382f76312f6d657472696373",
];

/** Varint headers of WebSocket messages: the right one, other zeros, none, and wrong ones. */
const HEADERS = ["00", "00", "00", "00", "00", "00", "", "8000", "808000", "01", "80", "ff01"].map(
  (hex) => fromHex(hex),
);

/** Makes frames from a seed: the nth frame of a seed and direction is the same, whatever was made before. */
export class FrameMaker {
  readonly #seed: number;
  readonly #messages: Readonly<Record<Direction, readonly (readonly WireNode[])[]>>;

  constructor(seed: number) {
    this.#seed = seed;
    const golden = (hexes: readonly string[]) => hexes.map((hex) => fromHex(`0a10${UID}${hex}`));
    const recorded = recordedFrames()
      .map(({ bytes }) => bytes)
      .filter(({ length }) => length <= RECORDED_SIZE_BYTES_MAX);
    const toServer = [
      ...golden(GOLDEN_TO_SERVER),
      ...recorded,
      ...[1, 2, 3].map((depth) => fullBytes(AgentToServerSchema, depth)),
    ];
    const toAgent = [
      ...golden(GOLDEN_TO_AGENT),
      ...[1, 2, 3].map((depth) => fullBytes(ServerToAgentSchema, depth)),
      toBinary(ServerToAgentSchema, create(ServerToAgentSchema)),
    ];
    this.#messages = {
      "to-server": toServer.map((bytes) => takeApart(AgentToServerSchema, bytes)),
      "to-agent": toAgent.map((bytes) => takeApart(ServerToAgentSchema, bytes)),
    };
  }

  /** The mutated message, without frame header. */
  message(direction: Direction, index: number): Uint8Array {
    const random = new SeededRandom(this.#seed + index, direction === "to-server" ? 1 : 2);
    const messages = this.#messages[direction];
    const donor: Donor = {
      node: () => {
        const all = this.#messages[random.oneIn(8) ? "to-agent" : direction];
        let here = random.pick(all);
        while (here.length > 0) {
          const node = random.pick(here);
          if (node.children === undefined || random.oneIn(2)) {
            const [copied] = copyOf([node]);
            if (copied !== undefined) return copied;
          }
          here = node.children ?? [];
        }
        return { field: 1, wire: 0, value: Uint8Array.of(0), children: undefined, lie: undefined };
      },
    };
    return mutateMessage(random.pick(messages), donor, random);
  }

  /** The mutated WebSocket message, its header mutated too now and then. */
  frame(direction: Direction, index: number): Uint8Array {
    const random = new SeededRandom(this.#seed + index, 3);
    return join(random.pick(HEADERS), this.message(direction, index));
  }
}

function fullBytes(
  schema: typeof AgentToServerSchema | typeof ServerToAgentSchema,
  depth: number,
): Uint8Array {
  return join(fromHex(`0a10${UID}`), fullMessage(schema, depth));
}
