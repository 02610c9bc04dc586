import { createReadStream } from "node:fs";
import { appendFile, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { OfferedPackage, StagedFile } from "../agent/index.js";

/** A file of a package in a directory, for the embedder's `verify` and `install` to read. */
export interface FileStage extends StagedFile {
  readonly path: string;
}

/**
 * Places for arriving packages in a directory, which is made when it is needed and belongs to one agent. Files
 * are named by their content hash, so that a download goes on after a restart; a name of the server's never
 * becomes part of a path. Only the owner may read them.
 */
export function fileStages(directory: string): (offered: OfferedPackage) => FileStage {
  return ({ file }) => {
    const path = join(directory, `${Buffer.from(file?.contentHash ?? []).toString("hex")}.part`);
    return {
      path,
      content: () => readIfThere(path),
      async append(chunk) {
        await mkdir(directory, { recursive: true, mode: 0o700 });
        await appendFile(path, chunk, { mode: 0o600 });
      },
      clear: () => rm(path, { force: true }),
    };
  };
}

async function* readIfThere(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
}
