import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { type AgentSocketEvents, type AgentTransport, webSocketTransport } from "../agent/index.js";
import { decodeFrame, encodeFrame } from "../frame.js";
import {
  type AgentToServer,
  AgentToServerSchema,
  create,
  type MessageInitShape,
  ServerToAgentSchema,
} from "../messages.js";

type Reply = MessageInitShape<typeof ServerToAgentSchema>;

/** The server's end of WebSockets that live in memory; frames and messages are real bytes. */
export class MemoryServer {
  /** Every report that arrived, oldest first. */
  readonly reports: AgentToServer[] = [];
  /** Close codes and cuts, oldest first. */
  readonly ends: (number | "cut")[] = [];
  /** Handshakes that arrived, refused ones included. */
  handshakes = 0;
  /** When set, handshakes fail with this. */
  refuseWith: { httpStatus: number; retryAfterMs?: number } | undefined;
  #socket: AgentSocketEvents | undefined;
  #opening: (() => void) | undefined;

  /** What the transport states as its address. */
  address: string | undefined;

  readonly #transport: AgentTransport = webSocketTransport((events) => {
    this.handshakes += 1;
    this.#opening = () => {
      if (this.refuseWith) return events.closed({ message: "refused", ...this.refuseWith });
      this.#socket = events;
      events.opened();
    };
    return {
      send: (frame) => this.#receive(frame),
      close: (code) => {
        this.ends.push(code);
        this.#socket = undefined;
        events.closed({ message: "closed", closeCode: code });
      },
      terminate: () => {
        this.ends.push("cut");
        this.#socket = undefined;
      },
    };
  });

  get transport(): AgentTransport {
    const { address } = this;
    return { ...this.#transport, ...(address !== undefined && { address }) };
  }

  /** Answers the handshake that is waiting. */
  open(): void {
    const opening = this.#opening;
    this.#opening = undefined;
    opening?.();
  }

  get connected(): boolean {
    return this.#socket !== undefined;
  }

  get last(): AgentToServer {
    const report = this.reports.at(-1);
    if (!report) throw new Error("no report has arrived");
    return report;
  }

  /** Sends one message to the agent that reported last, unless it names another. */
  push(reply: Reply): void {
    const message = create(ServerToAgentSchema, {
      instanceUid: this.last.instanceUid,
      ...reply,
    });
    this.pushRaw(encodeFrame(toBinary(ServerToAgentSchema, message)));
  }

  pushRaw(data: Uint8Array | string): void {
    this.#socket?.received(data);
  }

  /** Loses the connection. */
  drop(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.closed({ message: "dropped", closeCode: 1006 });
  }

  #receive(frame: Uint8Array): void {
    const body = decodeFrame(frame);
    if (!body.ok) throw new Error(body.problem.message);
    this.reports.push(fromBinary(AgentToServerSchema, body.value));
  }
}
