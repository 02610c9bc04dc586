import { createHash, createHmac, randomBytes } from "node:crypto";
import type { BodyDigest } from "@fleethub/fleet";
import { decodeFrame, decodeServerToAgent, encodeFrame, type ServerToAgent } from "@fleethub/opamp";
import {
  admitEveryone,
  createOpampServer,
  type OpampServer,
  type RequestHeaders,
} from "@fleethub/opamp/server";
import type {
  Actor,
  ControlPlane,
  ControlPlaneDeps,
  Digest,
  Logger,
  Scope,
  VerbCall,
} from "../index.js";
import { createConfigJudge, createControlPlane, SERVER_CAPABILITIES } from "../index.js";
import { createMemoryStorage, type MemoryStorage } from "../memory/index.js";
import { FakeTime } from "./fake-time.js";

export const nodeDigest: Digest = {
  sha256: (bytes) => createHash("sha256").update(bytes).digest("hex") as BodyDigest,
  hmacSha256: (key, bytes) => createHmac("sha256", key).update(bytes).digest(),
};

export const SILENT: Logger = { debug() {}, info() {}, warn() {}, error() {} };

export const ADA: Actor = { kind: "operator", id: "ada", via: "api", requestId: "r1" };

/** An operator's call. */
export const CALL = {
  actor: ADA,
  subject: {
    kind: "person",
    id: "ada",
    name: "Ada",
    grants: [{ role: "administrator", reach: null }],
  },
  scope: { kind: "everything" },
} as const satisfies Pick<VerbCall, "actor" | "subject"> & { readonly scope: Scope };

/** One WebSocket: bytes in, decoded messages out. */
export interface TestSocket {
  /** Everything the hub sent, oldest first. */
  readonly inbox: ServerToAgent[];
  send(message: Uint8Array): void;
  /** The connection breaks. */
  cut(): void;
  readonly isClosed: boolean;
}

export interface TestHub {
  readonly plane: ControlPlane;
  readonly server: OpampServer<unknown>;
  readonly storage: MemoryStorage;
  readonly time: FakeTime;
  /** @param identity what the door found out */
  socket(remoteAddress?: string, headers?: RequestHeaders, identity?: unknown): TestSocket;
}

let idsMade = 0;

/** A hub over a storage, with the real codec and server between it and its agents. */
export async function openHub(
  over: Partial<ControlPlaneDeps> & { storage?: MemoryStorage; time?: FakeTime } = {},
): Promise<TestHub> {
  const { storage = createMemoryStorage(), time = new FakeTime(), ...rest } = over;
  const plane = createControlPlane({
    judge: createConfigJudge(nodeDigest),
    clock: time,
    schedule: time,
    ids: {
      uuidv7() {
        idsMade += 1;
        return `01990000-0000-7000-8000-${idsMade.toString(16).padStart(12, "0")}`;
      },
    },
    digest: nodeDigest,
    random: { bytes: (count) => randomBytes(count) },
    logger: SILENT,
    hubId: "hub-1",
    admit: () => "admitted",
    ...rest,
    storage,
  });
  await plane.start();
  const server = createOpampServer<unknown>({
    handler: plane.handler,
    admit: admitEveryone,
    capabilities: SERVER_CAPABILITIES,
    schedule: time,
    random: () => 0.5,
  });
  const socket = (
    remoteAddress = "127.0.0.1",
    headers: RequestHeaders = { host: "hub:4320" },
    identity: unknown = undefined,
  ): TestSocket => {
    const inbox: ServerToAgent[] = [];
    let isClosed = false;
    const connection = server.accept(
      {
        bufferedAmount: 0,
        send(parts) {
          const frame = decodeFrame(Buffer.concat(parts));
          const message = frame.ok ? decodeServerToAgent(frame.value) : frame;
          if (!message.ok) throw new Error(message.problem.message);
          inbox.push(message.value);
        },
        ping() {},
        close() {
          isClosed = true;
        },
        terminate() {
          isClosed = true;
        },
      },
      { remoteAddress, headers, identity },
    );
    return {
      inbox,
      send: (message) => connection.receive(encodeFrame(message)),
      cut: () => connection.closed("lost"),
      get isClosed() {
        return isClosed;
      },
    };
  };
  return { plane, server, storage, time, socket };
}
