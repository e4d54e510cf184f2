import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import type { ServiceBusBroker } from "../../../../src/sandbox/index.ts";

interface Pair {
  readonly down: Socket;
  readonly up: Socket;
  swallows: boolean;
}

/** A network between a client and a broker on loopback that a test can break: a TCP proxy. */
export class FlakyNetwork implements AsyncDisposable {
  readonly #server: Server;
  readonly #pairs = new Set<Pair>();
  #port = 0;
  /** How many connections were accepted. */
  accepted = 0;
  /** Whether what the broker sends is swallowed on connections made from now on. */
  swallowsNew = false;

  private constructor(brokerPort: number) {
    this.#server = createServer((down) => {
      this.accepted++;
      const up = connect(brokerPort, "127.0.0.1");
      const pair: Pair = { down, up, swallows: this.swallowsNew };
      this.#pairs.add(pair);
      down.on("data", (bytes) => up.write(bytes));
      up.on("data", (bytes) => {
        if (!pair.swallows) down.write(bytes);
      });
      for (const [socket, other] of [
        [down, up],
        [up, down],
      ] as const) {
        socket.on("error", () => {});
        socket.on("close", () => {
          other.destroy();
          this.#pairs.delete(pair);
        });
      }
    });
  }

  static async start(broker: ServiceBusBroker): Promise<FlakyNetwork> {
    const network = new FlakyNetwork(broker.port);
    await network.mend();
    return network;
  }

  /** How many connections are open. */
  get open(): number {
    return this.#pairs.size;
  }

  /** A connection string of the broker that leads through this network. */
  through(connectionString: string): string {
    return connectionString.replace(/:\d+;/, `:${this.#port};`);
  }

  /** Swallows what the broker sends, on the connections that are open and on new ones, until {@link mend}. */
  swallow(): void {
    this.swallowsNew = true;
    for (const pair of this.#pairs) pair.swallows = true;
  }

  /** Swallows what the broker sends on the connections that are open now, for ever. */
  swallowOpen(): void {
    for (const pair of this.#pairs) pair.swallows = true;
  }

  /** Drops all connections and refuses new ones, until {@link mend}. */
  async refuse(): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    for (const { down, up } of this.#pairs) {
      down.destroy();
      up.destroy();
    }
    await closed;
  }

  /** Lets new connections through. Those that were swallowed stay so. */
  async mend(): Promise<void> {
    this.swallowsNew = false;
    if (this.#server.listening) return;
    const listening = once(this.#server, "listening");
    this.#server.listen(this.#port, "127.0.0.1");
    await listening;
    const address = this.#server.address();
    if (typeof address === "object" && address !== null) this.#port = address.port;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#server.listening) await this.refuse();
  }
}
