import { createServer } from "node:http";

/** One delivery of a Collector, as its request says. */
export interface Delivery {
  readonly agent: string;
  /** What the exporter's configuration calls the change that it belongs to. */
  readonly change: string;
  readonly at: number;
}

/** A backend that takes everything over OTLP/HTTP and remembers who sent it under which configuration. */
export class Sink {
  readonly deliveries: Delivery[] = [];
  port = 0;
  readonly #server = createServer((request, response) => {
    request.resume().on("end", () => {
      const { "x-agent": agent, "x-change": change } = request.headers;
      this.deliveries.push({ agent: `${agent}`, change: `${change}`, at: Date.now() });
      response.writeHead(200, { "content-type": "application/x-protobuf" }).end();
    });
  });

  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    const address = this.#server.address();
    if (typeof address === "object" && address) this.port = address.port;
    return this;
  }

  /** Changes under which this agent ever sent something, in their order. */
  changesOf(agent: string): readonly string[] {
    return [...new Set(this.of(agent).map(({ change }) => change))];
  }

  of(agent: string): readonly Delivery[] {
    return this.deliveries.filter((each) => each.agent === agent);
  }

  async remove(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
