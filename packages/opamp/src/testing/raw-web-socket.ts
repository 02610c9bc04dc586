import { once } from "node:events";
import { type Socket, connect } from "node:net";

const UPGRADE =
  "GET /v1/opamp HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
  "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";

/** A WebSocket client that sends bytes as they are and keeps what arrives after the handshake. */
export class RawWebSocket {
  readonly socket: Socket;
  received: Buffer = Buffer.alloc(0);
  /** True when the server has ended its side. */
  isEnded = false;

  /** @param behind bytes that are sent together with the handshake */
  static async open(port: number, behind: Uint8Array = new Uint8Array()): Promise<RawWebSocket> {
    const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    const client = new RawWebSocket(socket);
    socket.write(Buffer.concat([Buffer.from(UPGRADE), behind]));
    await client.#handshake();
    return client;
  }

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on("error", () => undefined);
    socket.on("end", () => {
      this.isEnded = true;
    });
  }

  send(...frames: readonly Uint8Array[]): void {
    this.socket.write(Buffer.concat(frames));
  }

  async #handshake(): Promise<void> {
    let head = Buffer.alloc(0);
    while (!head.includes("\r\n\r\n")) {
      const [chunk] = await once(this.socket, "data");
      head = Buffer.concat([head, chunk]);
    }
    this.received = head.subarray(head.indexOf("\r\n\r\n") + 4);
    this.socket.on("data", (chunk) => {
      this.received = Buffer.concat([this.received, chunk]);
    });
  }
}
