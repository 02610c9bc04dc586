import type { AgentTransport, TransportConnection, TransportEvents } from "./transport.js";

/**
 * One connection together with whoever listens to it at the moment: a trial first, then the agent, and a
 * farewell at last. After `closed`, and after `cut`, nobody is told anything.
 */
export class Way {
  readonly transport: AgentTransport;
  readonly connection: TransportConnection;
  listener: TransportEvents | undefined;

  constructor(transport: AgentTransport, listener: TransportEvents) {
    this.transport = transport;
    this.listener = listener;
    this.connection = transport.open({
      opened: () => this.listener?.opened(),
      received: (message) => this.listener?.received(message),
      drained: (refusal) => this.listener?.drained(refusal),
      closed: (reason) => {
        const told = this.listener;
        this.listener = undefined;
        told?.closed(reason);
      },
    });
  }

  /** Ends the connection without another word to either side. */
  cut(): void {
    this.listener = undefined;
    this.connection.terminate();
  }
}
