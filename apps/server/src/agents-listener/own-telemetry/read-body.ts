import type { IncomingMessage } from "node:http";
import { nodeCompression } from "@fleethub/opamp/node";
import type { IntakeLimits } from "./limits.js";

export type ReadBody =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly status: 400 | 413 | 415; readonly why: string };

type Sizes = Pick<IntakeLimits, "bodySizeBytesMax" | "unpackedSizeBytesMax">;

/** The body of a request, unpacked, both sizes bounded. Stops to read as soon as a bound is passed. */
export async function readBody(request: IncomingMessage, sizes: Sizes): Promise<ReadBody> {
  const encoding = (request.headers["content-encoding"] ?? "identity").trim().toLowerCase();
  if (encoding !== "identity" && encoding !== "gzip") {
    return { ok: false, status: 415, why: "Send it with Content-Encoding: gzip, or without." };
  }
  const tooLarge = {
    ok: false,
    status: 413,
    why: `A body is ${sizes.bodySizeBytesMax} bytes at most as it is sent.`,
  } as const;
  if (Number(request.headers["content-length"] ?? 0) > sizes.bodySizeBytesMax) return tooLarge;
  const chunks: Uint8Array[] = [];
  let size = 0;
  // The default would end the connection before a refusal could be sent over it.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    if (!(chunk instanceof Uint8Array)) continue;
    size += chunk.length;
    if (size > sizes.bodySizeBytesMax) return tooLarge;
    chunks.push(chunk);
  }
  const packed = Buffer.concat(chunks);
  if (encoding === "identity") return { ok: true, bytes: packed };
  const bytes = await nodeCompression.gunzip(packed, sizes.unpackedSizeBytesMax);
  if (bytes === "corrupt") return { ok: false, status: 400, why: "The body is no whole gzip." };
  if (bytes === "too-large") {
    const why = `A body is ${sizes.unpackedSizeBytesMax} bytes at most when it is unpacked.`;
    return { ok: false, status: 413, why };
  }
  return { ok: true, bytes };
}
