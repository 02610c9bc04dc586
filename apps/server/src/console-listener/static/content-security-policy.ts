import { createHash } from "node:crypto";

/**
 * The policy of one page: nothing from elsewhere, no script but the console's files and the very inline
 * scripts that this page was built with. Styles may be inline, because the editor makes its own at run time.
 */
export function policyFor(html: string): string {
  const inline = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)];
  const hashes = new Set(
    inline.map((match) => {
      const digest = createHash("sha256")
        .update(match[1] ?? "", "utf8")
        .digest("base64");
      return `'sha256-${digest}'`;
    }),
  );
  return [
    "default-src 'none'",
    ["script-src 'self'", ...hashes].join(" "),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Sent with every answer of the console listener. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
};

/**
 * Sent over TLS besides: for a year no browser comes without it, nor past a wrong certificate. Names below this one are
 * not the hub's to speak for.
 */
export const TRANSPORT_SECURITY = "max-age=31536000";

/** For answers that are no page. */
export const NO_CONTENT_POLICY = "default-src 'none'; frame-ancestors 'none'";

/** For a page that needs nothing else: its own styles, and no script. */
export const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** For scripts: one that runs as a worker takes the policy of its own answer, and loads other scripts. */
export const SCRIPT_POLICY =
  "default-src 'none'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'";
