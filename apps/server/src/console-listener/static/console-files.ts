import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { policyFor, SCRIPT_POLICY } from "./content-security-policy.js";
import { contentTypeOf, isText } from "./content-types.js";

/** One file of the console, ready to be sent. */
export interface ConsoleFile {
  readonly contentType: string;
  readonly etag: string;
  /** Its name carries a hash of its content, so it may be kept for ever. */
  readonly immutable: boolean;
  /** Content security policy of a page or a script; null for other files. */
  readonly policy: string | null;
  /** The bytes in the best coding of those accepted. */
  bytes(acceptEncoding: string): { readonly body: Uint8Array; readonly encoding: string | null };
}

/** The console as it was built, by the path that a browser asks for. */
export interface ConsoleFiles {
  /** Null where there is no such file. */
  find(path: string): ConsoleFile | null;
  /** The page for an unknown address; null where the build has none. */
  readonly notFound: ConsoleFile | null;
}

/** Files smaller than this are sent as they are. */
const COMPRESS_BYTES_MIN = 1_024;
const BROTLI_QUALITY = 5;

/**
 * Where the console is: in the built server, or in a clone where the dashboard was built last. Null: it was not
 * built.
 */
export function consoleRoot(): string | null {
  const here = fileURLToPath(new URL("../../", import.meta.url));
  const roots = [join(here, "console"), join(here, "../../dashboard/out")];
  return roots.find((root) => existsSync(join(root, "index.html"))) ?? null;
}

/** Lists a folder once. Content is read and compressed when it is first asked for, then kept. */
export function openConsoleFiles(root: string): ConsoleFiles {
  const paths = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `/${relative(root, join(entry.parentPath, entry.name)).split(sep).join("/")}`);
  const files = new Map(paths.map((path) => [path, lazily(() => readConsoleFile(root, path))]));
  const find = (path: string) => {
    const clean = path.replace(/\/+$/, "");
    const names = [path, `${clean}.html`, `${clean}/index.html`];
    const name = names.find((candidate) => files.has(candidate));
    return name === undefined ? null : (files.get(name)?.() ?? null);
  };
  return { find, notFound: find("/404") };
}

function readConsoleFile(root: string, path: string): ConsoleFile {
  const content = readFileSync(join(root, path));
  const contentType = contentTypeOf(path);
  const worthIt = isText(contentType) && content.byteLength >= COMPRESS_BYTES_MIN;
  const brotli = lazily(() =>
    brotliCompressSync(content, {
      params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY },
    }),
  );
  const gzip = lazily(() => gzipSync(content));
  return {
    contentType,
    etag: `"${createHash("sha256").update(content).digest("base64url").slice(0, 22)}"`,
    immutable: path.startsWith("/_next/static/"),
    policy: contentType.startsWith("text/html")
      ? policyFor(content.toString("utf8"))
      : contentType.startsWith("text/javascript")
        ? SCRIPT_POLICY
        : null,
    bytes(acceptEncoding) {
      if (worthIt && accepts(acceptEncoding, "br")) return { body: brotli(), encoding: "br" };
      if (worthIt && accepts(acceptEncoding, "gzip")) return { body: gzip(), encoding: "gzip" };
      return { body: content, encoding: null };
    },
  };
}

function accepts(acceptEncoding: string, coding: string): boolean {
  return acceptEncoding.split(",").some((part) => {
    const [name, ...parameters] = part.split(";").map((text) => text.trim());
    return name === coding && !parameters.some((text) => /^q=0(\.0*)?$/.test(text));
  });
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
