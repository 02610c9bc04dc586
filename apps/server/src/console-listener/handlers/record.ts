import { type Hub, openApiDocument, problem } from "@fleethub/api";
import type { ControlPlane } from "@fleethub/control-plane";
import type { Handshakes } from "../../agents-listener/handshakes.js";
import type { CertificateDesk } from "../../certificates/certificate-desk.js";
import type { EventStreams } from "../events/event-streams.js";
import { listenerFor } from "../events/visible-changes.js";
import { answer, type Handlers, refuse } from "./handler.js";

type Records = Pick<Handlers, "describeHub" | "listHandshakes" | "streamEvents" | "getOpenApi">;

/** What these handlers read. */
export interface RecordServices {
  readonly plane: ControlPlane;
  readonly handshakes: Handshakes;
  readonly certificates: CertificateDesk;
  readonly streams: EventStreams;
  hub(): Hub;
}

/** Who knocked, what changes, and what this hub is. */
export function recordHandlers({ plane, handshakes, streams, hub }: RecordServices): Records {
  let document: ReturnType<typeof openApiDocument> | null = null;
  return {
    async describeHub() {
      return answer(hub());
    },
    async listHandshakes() {
      const items = [...handshakes.list()];
      return answer({ items, total: items.length, nextCursor: null });
    },
    async streamEvents(_request, caller) {
      const listener = listenerFor(plane, caller);
      const stream = streams.start(caller.lastEventId, listener);
      if (stream !== null) return { kind: "stream", stream };
      const limit = streams.limitMet(listener) ?? "The hub is stopping.";
      const remedy = "Close windows of the console and commands that watch, then try again.";
      return refuse(problem("too-many-streams", `${limit} ${remedy}`));
    },
    async getOpenApi() {
      document ??= openApiDocument(hub().version);
      return answer({ ...document });
    },
  };
}
