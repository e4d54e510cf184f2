import { type ServiceBusClient, ServiceBusError } from "@azure/service-bus";
import { answeredWithin, withTimeout } from "../timing/abort.ts";
import { classifyFailure } from "./queue-error.ts";

/** How long the Azure client may take to close; after a network failure it takes minutes, or never ends. */
export const maxCloseMs = 2_000;

const maxTimeoutsInARow = 2;

/** Private properties of the Azure client: the connection of rhea, and its socket. */
interface WithSocket {
  readonly _connectionContext?: {
    readonly connection?: {
      readonly _connection?: {
        readonly socket?: { destroy?(error: Error): void; end?(): void };
        readonly remote?: { readonly open?: object };
      };
    };
  };
}

/**
 * One `ServiceBusClient`, that is, one AMQP connection, which may be thrown away for a new one.
 *
 * The Azure client (7.9.5) must be thrown away when its opening once went unanswered: it opens the same connection
 * object again, which thinks itself open, so it never connects again. And when the network swallows packets, it notices
 * after two minutes only.
 */
export class QueueConnection {
  readonly client: ServiceBusClient;
  readonly openedAtMs: number;
  readonly #requestTimeoutMs: number;
  readonly #silent: () => void;
  #timeouts = 0;
  #hasAnswered = false;
  #isSilent = false;
  #discarding: Promise<void> | undefined;

  constructor(
    client: ServiceBusClient,
    options: {
      readonly openedAtMs: number;
      readonly requestTimeoutMs: number;
      /** Called once, when the first request or two in a row went unanswered: this connection will not do. */
      readonly silent: () => void;
    },
  ) {
    this.client = client;
    this.openedAtMs = options.openedAtMs;
    this.#requestTimeoutMs = options.requestTimeoutMs;
    this.#silent = options.silent;
  }

  /** Whether requests in a row went unanswered. */
  get isSilent(): boolean {
    return this.#isSilent;
  }

  /** Settles like the request, or rejects with a `ServiceTimeout`: some requests of the Azure client take a minute. */
  async request<T>(request: Promise<T>): Promise<T> {
    try {
      const answer = await answeredWithin(request, this.#requestTimeoutMs, unanswered);
      this.answered();
      return answer;
    } catch (error) {
      if (classifyFailure(error).code === "TIMEOUT") this.#timedOut();
      else this.#timeouts = 0;
      throw error;
    }
  }

  /** The broker answered. */
  answered(): void {
    this.#hasAnswered = true;
    this.#timeouts = 0;
  }

  /**
   * Closes the connection within two seconds, and its socket in any case: the Azure client leaves the socket of a
   * connection that did not answer. Never rejects.
   */
  discard(): Promise<void> {
    this.#discarding ??= this.#discard();
    return this.#discarding;
  }

  #timedOut(): void {
    this.#timeouts++;
    if (this.#isSilent || (this.#hasAnswered && this.#timeouts < maxTimeoutsInARow)) return;
    this.#isSilent = true;
    this.#silent();
  }

  async #discard(): Promise<void> {
    await withTimeout(
      this.client.close().catch(() => {}),
      maxCloseMs,
    );
    const connection = (this.client as unknown as WithSocket)._connectionContext?.connection?._connection;
    // A request that was under way may still write, and rhea would then send heartbeats, for ever.
    if (connection?.remote?.open !== undefined) {
      Object.defineProperty(connection.remote.open, "idle_time_out", { value: undefined, configurable: true });
    }
    const socket = connection?.socket;
    // A WebSocket has no `destroy`. Without an error, rhea would not stop its timers.
    if (socket?.destroy === undefined) socket?.end?.();
    else socket.destroy(new Error("The connection was thrown away"));
  }
}

/** The error of a request that nobody answered. */
export function unanswered(): Error {
  return new ServiceBusError("The queue did not answer in time", "ServiceTimeout");
}
