import { FrameReader } from "../node/server-frame-reader.js";
import { toHex } from "./hex.js";

/** What a reader told about the bytes, one line for each call. */
export function readFrames(
  chunks: Iterable<Uint8Array>,
  messageSizeBytesMax = 1024 * 1024,
): string[] {
  const told: string[] = [];
  const reader = new FrameReader(
    {
      onMessage: (message) => told.push(`message ${toHex(message)}`),
      onText: (sizeBytes) => told.push(`text ${sizeBytes}`),
      onPing: (payload) => told.push(`ping ${toHex(payload)}`),
      onPong: () => told.push("pong"),
      onClose: (code) => told.push(`close ${code ?? 1005}`),
      onFault: ({ closeCode }) => told.push(`fault ${closeCode}`),
    },
    messageSizeBytesMax,
  );
  for (const chunk of chunks) reader.read(chunk);
  return told;
}
