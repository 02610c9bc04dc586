import { once } from "node:events";
import http from "node:http";
import { type AddressInfo, connect } from "node:net";
import type { Duplex } from "node:stream";

/** A real proxy that knows CONNECT alone, and keeps what it was asked. */
export async function startProxy(status = 200) {
  const asked: { readonly target: string; readonly headers: http.IncomingHttpHeaders }[] = [];
  const open = new Set<Duplex>();
  const proxy = http.createServer((_, response) => response.writeHead(405).end());
  proxy.on("connect", ({ url = "", headers }: http.IncomingMessage, client: Duplex) => {
    asked.push({ target: url, headers });
    if (status !== 200) return client.end(`HTTP/1.1 ${status} No\r\n\r\n`);
    const [host, port] = url.split(":");
    const way = connect(Number(port), host, () => {
      client.write("HTTP/1.1 200 OK\r\n\r\n");
      way.pipe(client).pipe(way);
    });
    for (const end of [client, way]) {
      open.add(end);
      end.on("error", () => way.destroy());
    }
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const { port } = proxy.address() as AddressInfo;
  return {
    asked,
    url: `http://127.0.0.1:${port}`,
    port,
    async stop() {
      for (const socket of open) socket.destroy();
      proxy.closeAllConnections();
      proxy.close();
      await once(proxy, "close");
    },
  };
}
