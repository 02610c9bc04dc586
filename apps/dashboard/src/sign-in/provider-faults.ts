/** Why a provider signed nobody in, by the word in the page's address, with what to do. */
const FAULTS: Readonly<Record<string, string>> = {
  "provider-unreachable":
    "The hub cannot reach it, or it is another than the one that was set up. Try again, or tell an administrator.",
  "provider-refused": "It sent you back without signing you in. Try again, or ask who runs it.",
  "not-believed": "Its answer does not belong to this attempt. Begin once more from here.",
  "no-grants":
    "It knows you, but none of your groups may do anything on this hub, or you are disabled here. Ask an administrator of the hub.",
  "too-late": "The attempt took too long, or began in another browser. Begin once more from here.",
  "unknown-provider": "This hub has no such provider any more. Choose another way.",
};

/** Null for a word that the hub does not send: nobody else puts words on this page. */
export function providerFault(word: string): string | null {
  return Object.hasOwn(FAULTS, word) ? (FAULTS[word] ?? null) : null;
}
