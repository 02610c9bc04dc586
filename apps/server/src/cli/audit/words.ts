import type { AuditVerification as Told } from "@fleethub/api";
import type { AuditVerification as Found } from "@fleethub/control-plane";

/** What verifying came to, here or at a hub. */
export type Verified = Found | Told;

/** For people. */
export function wordsOf(found: Verified): readonly string[] {
  const { verdict, first, last, entries, checkpoints, signedThrough, keyId, broken } = found;
  const by = keyId === null ? "nobody signed it" : `signed by key ${keyId}`;
  if (verdict === "broken" && broken !== null) {
    return [
      `Broken at entry ${broken.sequence}. ${broken.message}`,
      broken.remedy,
      `Entries ${first} to ${last} verify before it; ${by}.`,
    ];
  }
  if (entries === 0) return ["The record is empty."];
  const tail = last - signedThrough;
  return [
    `Intact: entries ${first} to ${last}, ${checkpoints} checkpoints, ${by}.`,
    tail === 0
      ? `A signature covers everything up to entry ${signedThrough}.`
      : `A signature covers entries up to ${signedThrough}; the ${tail} after it could be cut off unseen.`,
    ...(keyId === null
      ? []
      : [`Compare the key with the one that you know, or name it with --key ${keyId}.`]),
  ];
}
