/** An address of an option, taken apart: `host:port`, a URL, or a socket. */
export interface Address {
  /** Lower case, without `://`; empty when none is written. */
  readonly scheme: string;
  /** As written, without brackets; may hold `${…}`. Empty stands for every interface. */
  readonly host: string;
  /** Undefined when none is written, or only the agent knows it. */
  readonly port: number | undefined;
}

const SCHEME = /^([a-z][a-z0-9+.-]*):\/\/\/?/i;
const PORT = /:(\d{1,5})$/;

/** Reads an address. Undefined for sockets of the file system and for what is no address. */
export function readAddress(text: string): Address | undefined {
  const scheme = SCHEME.exec(text)?.[1]?.toLowerCase() ?? "";
  if (/^unix(-abstract)?$/.test(scheme) || text.startsWith("unix:") || text.startsWith("/"))
    return undefined;
  const rest = text.replace(SCHEME, "");
  const authority = /^(?:\$\{[^}]*\}|[^/?#$\s])*/.exec(rest)?.[0] ?? "";
  const hostPort = authority.slice(authority.lastIndexOf("@") + 1);
  const port = PORT.exec(hostPort)?.[1];
  const host = port === undefined ? hostPort : hostPort.slice(0, -port.length - 1);
  if (host === "" && port === undefined) return undefined;
  return {
    scheme,
    host: host.replace(/^\[(.*)\]$/, "$1"),
    port: port === undefined ? undefined : Number(port),
  };
}

/** True for a host that stands for all interfaces. */
export function isEveryInterface(host: string): boolean {
  return host === "" || host === "0.0.0.0" || host === "::" || host === "[::]";
}

/** True for the machine itself. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d+){3}|::1|host\.docker\.internal)$/i.test(host);
}

/**
 * True for a host that is certainly outside one's own network: a name with a public ending, or a public IPv4
 * address. Bare names (`jaeger`), cluster names, private addresses and `${…}` are not.
 */
export function isPublic(host: string): boolean {
  if (host.includes("${") || isLoopback(host)) return false;
  const octets = /^(\d+)\.(\d+)\.\d+\.\d+$/.exec(host);
  if (octets !== null) {
    const [a, b] = [Number(octets[1]), Number(octets[2])];
    const own = a === 0 || a === 10 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168);
    const special = a >= 224 || (a === 169 && b === 254) || (a === 100 && b >= 64 && b < 128);
    return !own && !special;
  }
  const last = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.([a-z]+)\.?$/i.exec(host)?.[1]?.toLowerCase() ?? "";
  return PUBLIC_ENDINGS.has(last) && !/\.svc\./i.test(host);
}

/** Endings that public names mostly have: in a cluster, `tempo.monitoring` is a name as well. */
const PUBLIC_ENDINGS = new Set(
  (
    "com net org io dev cloud ai app co info biz tech online sh me tv eu edu gov mil int page run systems services " +
    "de uk fr us ca au jp cn in br nl se ch at it es pl be dk fi no cz pt ie nz kr sg hk tw il za mx ru ua tr"
  ).split(" "),
);
