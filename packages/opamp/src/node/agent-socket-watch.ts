/** The members of a `ws` socket that watching needs. */
export interface WatchedSocket {
  on(event: "message" | "ping" | "pong" | "close", listener: () => void): unknown;
  ping(): void;
  terminate(): void;
}

/**
 * Pings a server that has been silent for an interval, and cuts the socket after another one. Without this a
 * server that vanished is noticed only when the operating system gives up, after a quarter of an hour.
 *
 * @param intervalMs 0 watches nothing
 * @param gaveUp told the reason just before the socket is cut
 */
export function watchSocket(
  socket: WatchedSocket,
  intervalMs: number,
  gaveUp: (reason: string) => void,
): void {
  if (intervalMs <= 0) return;
  let heard = true;
  let pinged = false;
  const hear = () => {
    heard = true;
    pinged = false;
  };
  const timer = setInterval(() => {
    if (!heard && pinged) {
      gaveUp(`the server has been silent for ${2 * intervalMs} ms`);
      return socket.terminate();
    }
    pinged = !heard;
    heard = false;
    if (pinged) socket.ping();
  }, intervalMs);
  for (const event of ["message", "ping", "pong"] as const) socket.on(event, hear);
  socket.on("close", () => clearInterval(timer));
}
