import { serverCapabilities } from "../capabilities.js";
import { type ServerToAgent, decodeFrame, decodeServerToAgent } from "../index.js";
import {
  type DisconnectReason,
  type OpampHandler,
  type OpampServerOptions,
  type RefusedInput,
  type TurnedAway,
  type UnsentMessage,
  admitEveryone,
  createOpampServer,
} from "../server/index.js";
import { FakeSocket } from "./fake-socket.js";
import { FakeTime } from "./fake-time.js";
import { fromHex } from "./hex.js";

export const UID_A = "0192f0a0-b0c0-7d0e-8f00-112233445566";
export const UID_B = "0192f0a0-b0c0-7d0e-8f00-112233445577";
/** The encoded instance_uid field of either agent. */
export const HEAD_A = "0a100192f0a0b0c07d0e8f00112233445566";
export const HEAD_B = "0a100192f0a0b0c07d0e8f00112233445577";
/** The frame of a plain acknowledgement with capabilities 7. */
export const ACK_A = `00${HEAD_A}3807`;
export const ACK_B = `00${HEAD_B}3807`;

/** Capabilities 7, as in the golden vector S2. */
export const CAPABILITIES = serverCapabilities("OffersRemoteConfig", "AcceptsEffectiveConfig");

/** What a test may change about its server. */
export interface TestServerOptions {
  readonly onReport?: OpampHandler<undefined>["onReport"];
  readonly limits?: OpampServerOptions<undefined>["limits"];
}

/** A server with fake sockets, time that is told to pass, and a record of what its handler was told. */
export function testServer({ onReport = () => undefined, limits = {} }: TestServerOptions = {}) {
  const schedule = new FakeTime();
  const left: [uid: string, reason: DisconnectReason][] = [];
  const refused: RefusedInput[] = [];
  const turnedAway: TurnedAway[] = [];
  const unsent: UnsentMessage[] = [];
  const closed: DisconnectReason[] = [];
  const server = createOpampServer<undefined>({
    handler: {
      onReport,
      onDisconnected: (_, uid, reason) => left.push([uid, reason]),
      onClosed: (_, reason) => closed.push(reason),
      onRefused: (input) => refused.push(input),
      onTurnedAway: (request) => turnedAway.push(request),
      onUnsent: (message) => unsent.push(message),
    },
    admit: admitEveryone,
    capabilities: CAPABILITIES,
    schedule,
    random: () => 0.5,
    limits,
  });
  const open = () => {
    const socket = new FakeSocket();
    const info = { remoteAddress: "192.0.2.1", headers: {}, identity: undefined };
    const connection = server.accept(socket, info);
    return { socket, connection, receive: (hex: string) => connection.receive(fromHex(hex)) };
  };
  return { server, schedule, left, refused, turnedAway, unsent, closed, open };
}

/** A frame of the server, decoded. */
export function decodeReply(frame: Uint8Array): ServerToAgent {
  const body = decodeFrame(frame);
  const message = body.ok ? decodeServerToAgent(body.value) : body;
  if (!message.ok) throw new Error(message.problem.message);
  return message.value;
}
