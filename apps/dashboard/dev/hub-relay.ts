import { createServer, request as ask, type IncomingHttpHeaders } from "node:http";

/** What `next dev` adds when it hands a request on. The hub refuses them: they say that a proxy stands between. */
const FORWARDING = /^(forwarded|x-forwarded-.*|x-real-ip)$/;

/**
 * Starts a relay on a free loopback port that asks the hub as this machine itself, and answers its address.
 * A request of the development server's own page is one of the hub's own page; any other origin stays what it is,
 * so that the hub refuses it as ever.
 */
export async function startHubRelay(hub: string): Promise<string> {
  const target = new URL(hub);
  const server = createServer((incoming, outgoing) => {
    const { method, url, headers } = incoming;
    const asked = ask(
      { host: target.hostname, port: target.port || 80, method, path: url, headers: own(headers) },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    asked.on("error", (error) => {
      if (!outgoing.headersSent) outgoing.writeHead(502, { "content-type": "text/plain" });
      outgoing.end(`The hub at ${hub} did not answer: ${error.message}\n`);
    });
    outgoing.on("close", () => asked.destroy());
    incoming.pipe(asked);
  });
  const own = (headers: IncomingHttpHeaders): IncomingHttpHeaders => {
    const kept = Object.entries(headers).filter(([name]) => !FORWARDING.test(name));
    const page = `http://${headers["x-forwarded-host"] ?? ""}`;
    return {
      ...Object.fromEntries(kept),
      host: target.host,
      ...(headers.origin === page ? { origin: target.origin } : {}),
    };
  };
  await new Promise<void>((started) => server.listen(0, "127.0.0.1", started));
  // The development server ends whether or not the relay is open.
  server.unref();
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the relay has no port");
  return `http://127.0.0.1:${address.port}`;
}
