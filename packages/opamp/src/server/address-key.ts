const V4_IN_V6 = "::ffff:";
const V6_GROUPS = 8;
/** A host is given a /64 as a rule, and can take any address in it. */
const V6_GROUPS_OF_ONE_HOST = 4;

/**
 * What counts as one address where places and handshakes are counted: an IPv4 address (also where it is
 * written inside an IPv6 one), the /64 network of an IPv6 address, any other text as it is.
 *
 * It is the address of the TCP peer. Behind a reverse proxy or a NAT all agents share it.
 */
export function addressKey(remoteAddress: string): string {
  const address = remoteAddress.toLowerCase().split("%", 1)[0] ?? "";
  if (!address.includes(":")) return address;
  if (address.startsWith(V4_IN_V6) && address.includes(".")) return address.slice(V4_IN_V6.length);
  const [head = "", tail] = address.split("::", 2);
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const missing = Math.max(0, V6_GROUPS - before.length - after.length);
  const zeros = tail === undefined ? [] : Array.from({ length: missing }, () => "0");
  const groups = [...before, ...zeros, ...after].slice(0, V6_GROUPS_OF_ONE_HOST);
  return `${groups.map((group) => group.replace(/^0+(?=.)/, "")).join(":")}::/64`;
}
