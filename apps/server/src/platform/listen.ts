import type { Server } from "node:net";
import { ServerError } from "../server-error.js";

/**
 * Starts a server and answers the port it got.
 *
 * @param name how the messages call it; also the beginning of its settings
 * @throws ServerError `port-taken` or `address-not-usable`, one line with the remedy
 */
export function listen(
  server: Server,
  name: "agents" | "console",
  host: string,
  port: number,
): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(refusal(error, name, host, port));
    });
    server.listen(port, host.replace(/^\[(.*)\]$/, "$1"), () => {
      server.removeAllListeners("error");
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

function refusal(
  error: NodeJS.ErrnoException,
  name: "agents" | "console",
  host: string,
  port: number,
): ServerError {
  const setting = `FLEETHUB_${name.toUpperCase()}`;
  if (error.code === "EADDRINUSE") {
    return new ServerError(
      "port-taken",
      `Port ${port} for ${name} is taken by another process on ${host}: end that process, or set ${setting}_PORT (--${name}-port) to a free one.`,
      { cause: error },
    );
  }
  const why = error.code === "EACCES" ? "may not be used by this user" : "cannot be listened on";
  return new ServerError(
    "address-not-usable",
    `${host}:${port} for ${name} ${why} (${error.code ?? error.message}): set ${setting}_HOST and ${setting}_PORT to an address of this machine.`,
    { cause: error },
  );
}

/** Stops accepting; resolves when the last connection is gone. */
export function stopListening(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}

/** A host to put into an address: a wildcard is reached through loopback. */
export function reachable(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::" || host === "[::]") return "[::1]";
  return host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
}
