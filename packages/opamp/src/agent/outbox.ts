import { toBinary } from "@bufbuild/protobuf";
import { AGENT_FLAG } from "../capabilities.js";
import { type InstanceUid, instanceUidToBytes } from "../instance-uid.js";
import {
  AgentDisconnectSchema,
  type AgentToServer,
  AgentToServerSchema,
  AvailableComponentsSchema,
  type ConnectionSettingsRequest,
  ConnectionSettingsRequestSchema,
  create,
  type CustomMessage,
} from "../messages.js";
import type { ReportPart, ReportState } from "./report-state.js";
import { CUSTOM_MESSAGES_WAITING_MAX } from "./types.js";

/** A full report for a connection that may come to nothing. */
export interface Draft {
  readonly message: Uint8Array;
  /** Said on the connection in use if the other one takes over; has the same number. */
  readonly farewell: Uint8Array;
  /** The message was not heard: its number is free again and what it said is owed. */
  undo(): void;
}

export interface OutboxOptions {
  /** Ask for an instance UID until one came. */
  readonly uidWanted: boolean;
  /** Largest message. */
  readonly sizeBytesMax: number;
  /** A message was larger; it goes out without its largest parts. */
  tooLarge(message: string): void;
}

/** Composes the messages of one agent: numbers them and adds what is said once. */
export class Outbox {
  readonly #report: ReportState;
  readonly #options: OutboxOptions;
  readonly #customMessages: CustomMessage[] = [];
  #sequenceNum = 0n;
  #settingsRequest: ConnectionSettingsRequest | undefined;
  #lastSent: readonly ReportPart[] = [];
  /** What the last message said once, beside its parts. */
  #lastOnce: Pick<AgentToServer, "connectionSettingsRequest" | "customMessage"> = {};
  /** A message the server did not take; it goes out first, byte for byte. */
  unanswered: Uint8Array | undefined;
  uidWanted: boolean;

  constructor(report: ReportState, options: OutboxOptions) {
    this.#report = report;
    this.#options = options;
    this.uidWanted = options.uidWanted;
  }

  /** Number of the next message. */
  get sequenceNum(): bigint {
    return this.#sequenceNum;
  }

  /** True when there is something new to say. */
  get pending(): boolean {
    return (
      this.unanswered !== undefined ||
      this.#report.owes ||
      this.#settingsRequest !== undefined ||
      this.#customMessages.length > 0
    );
  }

  addCustomMessage(message: CustomMessage): boolean {
    if (this.#customMessages.length >= CUSTOM_MESSAGES_WAITING_MAX) return false;
    this.#customMessages.push(message);
    return true;
  }

  addCertificateRequest(csr: Uint8Array): void {
    this.#settingsRequest = create(ConnectionSettingsRequestSchema, {
      opamp: { certificateRequest: { csr } },
    });
  }

  /** What the last message said is owed again, and goes before what waits. */
  repeat(): void {
    this.#report.oweAgain(this.#lastSent);
    const { connectionSettingsRequest, customMessage } = this.#lastOnce;
    this.#lastOnce = {};
    this.#settingsRequest ??= connectionSettingsRequest;
    if (customMessage) this.#customMessages.unshift(customMessage);
  }

  /** A new session: number 0 and everything owed. */
  restart(): void {
    this.#sequenceNum = 0n;
    this.unanswered = undefined;
    this.#report.oweAll();
  }

  next(uid: InstanceUid): Uint8Array {
    const again = this.unanswered;
    this.unanswered = undefined;
    return again ?? this.#encode(this.#compose(uid));
  }

  farewell(uid: InstanceUid): Uint8Array {
    const message = this.#compose(uid);
    message.agentDisconnect = create(AgentDisconnectSchema);
    return this.#encode(message);
  }

  draftFullReport(uid: InstanceUid): Draft {
    const number = this.#sequenceNum;
    const undoFill = this.#report.setAside();
    this.#report.oweAll();
    const report = this.#head(uid);
    this.#lastSent = this.#report.fill(report);
    this.#lastOnce = {};
    const farewell = create(AgentToServerSchema, {
      instanceUid: report.instanceUid,
      sequenceNum: number,
      capabilities: report.capabilities,
      agentDisconnect: {},
    });
    return {
      message: this.#encode(report),
      farewell: encode(farewell),
      undo: () => {
        this.#sequenceNum = number;
        undoFill();
      },
    };
  }

  #compose(uid: InstanceUid): AgentToServer {
    const message = this.#head(uid);
    this.#lastSent = this.#report.fill(message);
    message.connectionSettingsRequest = this.#settingsRequest;
    this.#settingsRequest = undefined;
    message.customMessage = this.#customMessages.shift();
    const { connectionSettingsRequest, customMessage } = message;
    this.#lastOnce = {
      ...(connectionSettingsRequest && { connectionSettingsRequest }),
      ...(customMessage && { customMessage }),
    };
    return message;
  }

  /** A server would end the connection over a message that is too large, at every attempt. */
  #encode(message: AgentToServer): Uint8Array {
    const whole = encode(message);
    if (whole.length < this.#options.sizeBytesMax) return whole;
    const { sizeBytesMax } = this.#options;
    this.#options.tooLarge(
      `A message of ${whole.length} bytes, where ${sizeBytesMax} is the limit, goes without effective config, component list and custom message.`,
    );
    const components = message.availableComponents;
    message.effectiveConfig = undefined;
    message.customMessage = undefined;
    message.availableComponents =
      components && create(AvailableComponentsSchema, { hash: components.hash });
    return encode(message);
  }

  #head(uid: InstanceUid): AgentToServer {
    const message = create(AgentToServerSchema, {
      instanceUid: instanceUidToBytes(uid),
      sequenceNum: this.#sequenceNum,
    });
    this.#sequenceNum += 1n;
    if (this.uidWanted) message.flags = AGENT_FLAG.RequestInstanceUid;
    return message;
  }
}

function encode(message: AgentToServer): Uint8Array {
  return toBinary(AgentToServerSchema, message);
}
