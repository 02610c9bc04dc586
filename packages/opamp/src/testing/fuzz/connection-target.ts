import { serverCapabilities } from "../../capabilities.js";
import { decodeFrame, decodeServerToAgent } from "../../index.js";
import {
  type AcceptedSocket,
  type OpampServer,
  type ServerToAgentReply,
  admitEveryone,
  createOpampServer,
} from "../../server/index.js";
import { REPORT_PARTS } from "../../report-parts.js";
import { setUp } from "../agent-set-up.js";
import { FakeSocket } from "../fake-socket.js";
import { FakeTime } from "../fake-time.js";
import { fromHex } from "../hex.js";
import { mustHold } from "./finding.js";
import type { SeededRandom } from "./random.js";

/** Frames that go over one fake socket, or to one agent, before a new one takes its place. */
const FRAMES_PER_SOCKET = 200;
/** Timers that may run until an agent is back. */
const STEPS_MAX = 20;

/** Feeds frames to the server half over fake sockets; each must be answered once, in order, well formed. */
export class ServerTarget {
  readonly #server: OpampServer<undefined>;
  readonly #time = new FakeTime();
  readonly #random: SeededRandom;
  #socket = new FakeSocket();
  #connection: AcceptedSocket | undefined;
  #frames = 0;

  constructor(random: SeededRandom) {
    this.#random = random;
    this.#server = createOpampServer<undefined>({
      handler: {
        onReport: (report) => {
          for (const part of REPORT_PARTS) report.decode(part);
          return this.#reply();
        },
      },
      admit: admitEveryone,
      capabilities: serverCapabilities("OffersRemoteConfig"),
      schedule: this.#time,
      clock: this.#time,
      random: () => 0.5,
      limits: { agentsPerSocketMax: 20 },
    });
  }

  /** @throws FuzzFinding when the frame is not answered as it should be */
  receive(frame: Uint8Array): void {
    const connection = this.#open();
    const socket = this.#socket;
    const answered = socket.sent.length;
    if (this.#random.oneIn(100)) connection.receiveText(frame.length);
    else connection.receive(frame);
    const isOver = socket.closedWith !== undefined || socket.isTerminated;
    mustHold(isOver || socket.sent.length === answered + 1, "not answered exactly once");
    const last = socket.sent.pop();
    if (last === undefined) return;
    const body = decodeFrame(fromHex(last));
    const message = body.ok ? decodeServerToAgent(body.value) : body;
    mustHold(message.ok, "answered with what is no ServerToAgent");
    const { errorResponse, remoteConfig, flags, capabilities } = message.value;
    const isAlone = remoteConfig === undefined && flags === 0n && capabilities === 0n;
    mustHold(errorResponse === undefined || isAlone, "an error came with something else (X-03)");
    mustHold(errorResponse !== undefined || capabilities !== 0n, "no capabilities (Q-12)");
  }

  #reply(): ServerToAgentReply {
    switch (this.#random.below(10)) {
      case 0:
        return { flags: 1n };
      case 1:
        return { remoteConfig: { configHash: Uint8Array.of(1) } };
      case 2:
        throw new Error("the handler failed");
      default:
        return undefined;
    }
  }

  #open(): AcceptedSocket {
    this.#frames += 1;
    const isOver = this.#socket.closedWith !== undefined || this.#socket.isTerminated;
    const known = this.#connection;
    if (known !== undefined && !isOver && this.#frames % FRAMES_PER_SOCKET !== 0) return known;
    known?.closed(this.#random.oneIn(2) ? "closed" : "lost");
    mustHold(this.#server.connectionCount === 0, "a socket that is gone is still counted");
    this.#socket = new FakeSocket();
    const info = { remoteAddress: "192.0.2.1", headers: {}, identity: undefined };
    this.#connection = this.#server.accept(this.#socket, info);
    return this.#connection;
  }
}

/** Feeds messages to the agent half; it must neither throw nor fall silent for good. */
export class AgentTarget {
  #set = setUp();
  #messages = 0;

  receive(frame: Uint8Array): void {
    this.#messages += 1;
    if (this.#messages % FRAMES_PER_SOCKET === 0) {
      void this.#set.agent.stop();
      this.#set = setUp();
    }
    this.#comeBack();
    this.#set.server.pushRaw(frame);
  }

  /** Lets time pass until the agent is connected. */
  #comeBack(): void {
    const { server, time, agent } = this.#set;
    for (let steps = 0; !server.connected && steps < STEPS_MAX; steps += 1) {
      server.open();
      const [next] = time.waits;
      if (!server.connected && next !== undefined) time.advance(next);
    }
    mustHold(server.connected, `the agent does not come back from ${agent.state}`);
  }
}
