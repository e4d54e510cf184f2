import type { ServiceBusSender } from "@azure/service-bus";
import { withTimeout } from "../timing/abort.ts";
import type { Clock } from "../timing/clock.ts";
import type { ResolvedEndpoint } from "./endpoint.ts";
import type { Ailment } from "./health.ts";
import { failLostSends } from "./lost-sends.ts";
import { maxCloseMs, QueueConnection } from "./queue-connection.ts";
import { classifyFailure } from "./queue-error.ts";

interface OpenSender {
  readonly connection: QueueConnection;
  readonly sender: ServiceBusSender;
  readonly replaceAtMs: number;
  inFlight: number;
  isRetired: boolean;
}

const maxSenderAgeMs = 30 * 60_000;
const socketMs = 100;

/**
 * Keeps a sender that works: throws its connection away when the broker does not answer, and makes a new sender before
 * its token ends, since the Azure client renews a token only as long as no renewal fails.
 */
export class SenderKeeper {
  readonly #endpoint: ResolvedEndpoint;
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  readonly #closing = new Set<Promise<void>>();
  #current: OpenSender | undefined;
  #connections = 0;
  #failingSince: { readonly ms: number; readonly code: string } | undefined;
  #lastSuccessAtMs: number | undefined;

  constructor(options: { readonly endpoint: ResolvedEndpoint; readonly clock: Clock; readonly timeoutMs: number }) {
    this.#endpoint = options.endpoint;
    this.#clock = options.clock;
    this.#timeoutMs = options.timeoutMs;
  }

  get connections(): number {
    return this.#connections;
  }

  /** When the queue last answered. */
  get lastSuccessAtMs(): number | undefined {
    return this.#lastSuccessAtMs;
  }

  /** What is wrong: the last attempt, and all since then, failed. */
  get wrong(): readonly Ailment[] {
    if (this.#failingSince === undefined) return [];
    const { ms, code } = this.#failingSince;
    return [{ kind: "connection", since: new Date(ms), code }];
  }

  /** Tries something with the sender. Rejects with a `ServiceTimeout` when it takes longer than an attempt may. */
  async attempt<T>(run: (sender: ServiceBusSender) => Promise<T>): Promise<T> {
    const open = this.#open();
    open.inFlight++;
    try {
      const result = await open.connection.request(run(open.sender));
      this.#failingSince = undefined;
      this.#lastSuccessAtMs = this.#clock.now();
      return result;
    } catch (error) {
      const { code, retryable } = classifyFailure(error);
      // A message that is too large says nothing about the queue.
      if (retryable || code === "UNAUTHORIZED" || code === "QUEUE_NOT_FOUND" || code === "QUEUE_DISABLED") {
        this.#failingSince = { ms: this.#failingSince?.ms ?? this.#clock.now(), code };
      }
      throw error;
    } finally {
      open.inFlight--;
      if (open.isRetired) this.#closeSender(open);
    }
  }

  /** Closes everything within two seconds, whatever the network does. Never rejects. */
  async close(): Promise<void> {
    const closed = Promise.all([this.#current?.connection.discard(), ...this.#closing]);
    await withTimeout(closed, maxCloseMs + socketMs);
  }

  #open(): OpenSender {
    const current = this.#current;
    if (current !== undefined && this.#clock.now() < current.replaceAtMs) return current;
    const connection = current?.connection ?? this.#connect();
    const ageMs = Math.min(maxSenderAgeMs, this.#endpoint.renewalMs?.() ?? maxSenderAgeMs);
    this.#current = {
      connection,
      sender: connection.client.createSender(this.#endpoint.queue),
      replaceAtMs: this.#clock.now() + ageMs,
      inFlight: 0,
      isRetired: false,
    };
    failLostSends(this.#current.sender);
    if (current !== undefined) this.#closeSender(current);
    return this.#current;
  }

  #connect(): QueueConnection {
    this.#connections++;
    // We retry ourselves: the Azure client would repeat a refused key for 90 s.
    const client = this.#endpoint.connect({ retryOptions: { maxRetries: 0, timeoutInMs: this.#timeoutMs } });
    const connection: QueueConnection = new QueueConnection(client, {
      openedAtMs: this.#clock.now(),
      requestTimeoutMs: this.#timeoutMs,
      silent: () => {
        if (this.#current?.connection === connection) this.#current = undefined;
        this.#remember(connection.discard());
      },
    });
    return connection;
  }

  /** Closes a sender when nothing is under way with it. */
  #closeSender(open: OpenSender): void {
    open.isRetired = true;
    if (open.inFlight > 0 || open.connection.isSilent) return;
    const closed = open.sender.close().catch(() => {});
    this.#remember(withTimeout(closed, maxCloseMs));
  }

  #remember(closing: Promise<void>): void {
    const closed = closing.finally(() => this.#closing.delete(closed));
    this.#closing.add(closed);
  }
}
