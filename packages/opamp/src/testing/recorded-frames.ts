import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** An AgentToServer that a real agent sent, and the same as protobuf JSON. */
export interface RecordedFrame {
  /** Such as `supervisor/003`. */
  readonly name: string;
  /** The message without frame header. */
  readonly bytes: Uint8Array;
  readonly json: string;
}

const FOLDER = join(import.meta.dirname, "../../testdata/frames");

/** Every recorded frame, in the order of names. */
export function recordedFrames(): RecordedFrame[] {
  return ["extension", "hand-back", "supervisor"].flatMap((source) =>
    readdirSync(join(FOLDER, source))
      .filter((file) => file.endsWith("-in.bin"))
      .sort()
      .map((file) => ({
        name: `${source}/${file.slice(0, 3)}`,
        bytes: new Uint8Array(readFileSync(join(FOLDER, source, file))),
        json: readFileSync(join(FOLDER, source, file.replace(".bin", ".json")), "utf8"),
      })),
  );
}
