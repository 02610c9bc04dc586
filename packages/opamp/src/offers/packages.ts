import type { MessageInitShape } from "@bufbuild/protobuf";
import type { KeyedDigest } from "../config-hash.js";
import { PackageType, type PackagesAvailableSchema } from "../messages.js";
import { canonicalBytes } from "./canonical-bytes.js";
import { checkUrl } from "./check-url.js";
import { type OfferedHeaders, canonicalHeaders, checkHeaders, headersFields } from "./headers.js";
import { OfferCheck, type Offered } from "./offered.js";

/** SHA-256 of a file. */
export const CONTENT_HASH_SIZE_BYTES = 32;

/** One package as the agent is to have it. */
export interface PackageContent {
  /** The agent itself, or something added to it. */
  readonly type: "top-level" | "addon";
  readonly version: string;
  /** Fetched with a plain GET that should take ranges (K-05); http or https. */
  readonly downloadUrl: string;
  /** SHA-256 of the file, {@link CONTENT_HASH_SIZE_BYTES} long (K-04). */
  readonly contentHash: Uint8Array;
  /** In whatever scheme the agent verifies. */
  readonly signature?: Uint8Array;
  /** Sent with the download. May be credentials: do not log. */
  readonly headers?: OfferedHeaders;
}

/** The message with the hash of each package and of all of them. */
export type PackagesOffer = MessageInitShape<typeof PackagesAvailableSchema> & {
  readonly allPackagesHash: Uint8Array;
  readonly packages: Readonly<Record<string, { readonly hash: Uint8Array }>>;
};

/**
 * The offer of packages, for `packages_available` of a ServerToAgent. It always lists all of them, also when one was
 * updated, since agents remove what is not offered (K-06). The hash of a package covers its name, all its
 * fields and by its content hash the file; that of all covers names and hashes of the offered ones (K-01, K-04).
 *
 * @param packages by name; empty takes every package away
 */
export function packagesOffer(
  packages: Readonly<Record<string, PackageContent>>,
  digest: KeyedDigest,
): Offered<PackagesOffer> {
  const check = new OfferCheck();
  const entries = Object.entries(packages);
  for (const [name, content] of entries) checkPackage(name, content, check);
  const offered = Object.fromEntries(
    entries.map(([name, content]) => [name, offerOf(name, content, digest)]),
  );
  const hashes = Object.fromEntries(
    Object.entries(offered).map(([name, { hash }]) => [name, hash]),
  );
  return check.result({ packages: offered, allPackagesHash: digest(canonicalBytes(hashes)) });
}

function checkPackage(name: string, content: PackageContent, check: OfferCheck): void {
  const at = `packages.${name}`;
  if (name === "") check.refuse(at, "A package has a name.");
  if (content.version === "") check.refuse(`${at}.version`, "A package has a version.");
  checkUrl(content.downloadUrl, ["http:", "https:"], `${at}.downloadUrl`, check);
  if (content.contentHash.length !== CONTENT_HASH_SIZE_BYTES) {
    check.refuse(
      `${at}.contentHash`,
      `The content hash is the SHA-256 of the file: ${CONTENT_HASH_SIZE_BYTES} bytes.`,
    );
  }
  if (content.headers !== undefined) checkHeaders(content.headers, `${at}.headers`, check);
}

function offerOf(name: string, content: PackageContent, digest: KeyedDigest) {
  const { type, version, downloadUrl, contentHash, signature, headers } = content;
  const hash = digest(
    canonicalBytes({ ...content, headers: canonicalHeaders(headers ?? {}), signature, name }),
  );
  return {
    type: type === "addon" ? PackageType.Addon : PackageType.TopLevel,
    version,
    file: {
      downloadUrl,
      contentHash,
      signature: signature ?? new Uint8Array(),
      ...(headers && { headers: headersFields(headers) }),
    },
    hash,
  };
}
