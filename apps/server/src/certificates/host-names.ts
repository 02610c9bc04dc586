import { isIP } from "node:net";

/** Every certificate of a hub is also good for programs on the hub's own machine. */
export const LOOPBACK_NAMES: readonly string[] = ["localhost", "127.0.0.1", "::1"];

const LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const NAME = new RegExp(`^(?:\\*\\.)?${LABEL}(?:\\.${LABEL})*$`);
const NAME_LENGTH_MAX = 253;

/** A host as certificates name it: lower case, an address without brackets; null where it is neither name nor address. */
export function readHostName(text: string): string | null {
  const bare = text
    .trim()
    .replace(/^\[(.*)\]$/, "$1")
    .replace(/\.$/, "")
    .toLowerCase();
  if (isIP(bare) === 6) return new URL(`http://[${bare}]`).hostname.slice(1, -1);
  if (isIP(bare) === 4) return bare;
  return bare.length <= NAME_LENGTH_MAX && NAME.test(bare) ? bare : null;
}

/** Is a certificate with these names good for this host? */
export function covers(hostNames: readonly string[], host: string): boolean {
  const wanted = readHostName(host) ?? host;
  return hostNames.some((name) => {
    if (name === wanted) return true;
    if (!name.startsWith("*.") || isIP(wanted) !== 0) return false;
    const [first = "", ...rest] = wanted.split(".");
    return first !== "" && rest.join(".") === name.slice(2);
  });
}
