import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { CardwrightError } from "../../errors/cardwright-error.ts";
import { UsageError } from "../../errors/usage-error.ts";
import { type Clock, systemClock } from "../../timing/clock.ts";
import { EventStream } from "../event-stream.ts";
import type { BrokerEvent, ConnectionEvent } from "./broker-event.ts";
import type { QueueOptions } from "./engine/queue-options.ts";
import { Faults } from "./faults/faults.ts";
import { ClientConnection } from "./front/client-connection.ts";
import { Namespace } from "./front/namespace.ts";
import { brokerOption, type OptionKinds, optionProblem } from "./option-problem.ts";
import { QueueView } from "./queue-view.ts";
import { type AccessKey, type AccessRight, KeyRing } from "./security/access-key.ts";
import type { TokenVerifier } from "./security/token-verifier.ts";
import { readSnapshot, type SnapshotOptions, writeSnapshot } from "./snapshot/snapshot-file.ts";
import { type TlsOptions, tlsDetection } from "./tls-detection.ts";
import { type EmulatorConfig, queuesOfEmulatorConfig, readEmulatorConfig } from "./topology/emulator-config.ts";
import { type ByteStream, webSocketDetection } from "./web-socket-detection.ts";

/** Options of {@link ServiceBusBroker.start}. */
export interface BrokerOptions {
  /** The queues to declare. Default: those of `config`, otherwise none. */
  readonly queues?: readonly QueueOptions[];
  /** The official emulator's configuration, or the path of its JSON file: its queues are declared too. */
  readonly config?: EmulatorConfig | string;
  /** Keys with chosen names. Default: {@link ServiceBusBroker.connectionString} creates keys as needed. */
  readonly keys?: readonly AccessKey[];
  /** The TCP port on 127.0.0.1. Default: a free one. */
  readonly port?: number;
  /** The clock for locks, expiry, schedules and duplicate windows. Default: the system clock. */
  readonly clock?: Clock;
  /** The clock by which tokens expire. Default: the system clock, because clients create their tokens by it. */
  readonly tokenClock?: Clock;
  /** Verifies the tokens of a `TokenCredential`. Default: all are refused. */
  readonly verifyToken?: TokenVerifier;
  /** A certificate, to serve TLS as well as plain TCP on the same port. Default: plain TCP only. */
  readonly tls?: TlsOptions;
  /** Where to save the queues across restarts. Default: not saved. */
  readonly snapshot?: SnapshotOptions;
}

const optionKinds = {
  queues: ["list"],
  config: ["object", "string"],
  keys: ["list"],
  port: ["number"],
  clock: ["object"],
  tokenClock: ["object"],
  verifyToken: ["function"],
  tls: ["object"],
  snapshot: ["object"],
} satisfies { [option in keyof BrokerOptions]-?: OptionKinds[string] };
const snapshotKinds: OptionKinds = { file: ["string"], everyMs: ["number"] };

const limits = { maxFrameBytes: 64 * 1024, maxSessions: 5000, maxLinksPerSession: 256, idleTimeoutMs: 240_000 };
const maxConnections = 1000;
const closeGraceMs = 1000;
const host = "127.0.0.1";

/**
 * A Service Bus in this process, for the unmodified `@azure/service-bus` client over AMQP 1.0 on loopback.
 *
 * @example
 * ```ts
 * await using broker = await ServiceBusBroker.start({ queues: [{ name: "requests" }] });
 * const client = new ServiceBusClient(broker.connectionString());
 * await client.createSender("requests").sendMessages({ body: "hello" });
 * broker.queue("requests").counts().active; // 1
 * ```
 */
export class ServiceBusBroker implements AsyncDisposable {
  /** All events of messages and connections, in order. */
  readonly events: EventStream<BrokerEvent> = new EventStream();
  /** Faults to inject: see {@link Faults.add}. */
  readonly faults: Faults;
  readonly #namespace: Namespace;
  readonly #keys: KeyRing;
  readonly #clock: Clock;
  readonly #server: Server;
  readonly #connections = new Set<ClientConnection>();
  readonly #sockets = new Set<Socket>();
  readonly #tokenClock: Clock;
  readonly #verifyToken: TokenVerifier | undefined;
  readonly #snapshot: SnapshotOptions | undefined;
  #snapshotTimer: NodeJS.Timeout | undefined;
  #connectionsSoFar = 0;
  #changed = false;
  #isWarned = false;
  #closing: Promise<void> | undefined;

  private constructor(options: BrokerOptions) {
    this.#clock = options.clock ?? systemClock;
    this.#tokenClock = options.tokenClock ?? systemClock;
    this.faults = new Faults(this.#clock);
    this.#keys = new KeyRing(options.keys);
    this.#namespace = new Namespace({
      clock: this.#clock,
      notify: (event) => {
        this.#changed = true;
        this.events.emit(event);
      },
      changed: () => {
        this.#changed = true;
      },
    });
    this.#namespace.declare(declaredQueues(options));
    this.#verifyToken = options.verifyToken;
    this.#snapshot = options.snapshot;
    if (options.snapshot !== undefined) {
      for (const key of readSnapshot(options.snapshot.file, this.#namespace.queues())) this.#keys.add(key);
      this.#snapshotTimer = setInterval(() => {
        if (this.#changed) this.#trySnapshot();
      }, options.snapshot.everyMs ?? 5000);
    }
    const accept = webSocketDetection((stream) => this.#accept(stream));
    this.#server = createServer(options.tls === undefined ? accept : tlsDetection(options.tls, accept));
    this.#server.maxConnections = maxConnections;
    this.#server.on("connection", (socket) => {
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
    });
  }

  /**
   * Starts a broker.
   *
   * @throws ConfigurationError `BROKER_OPTION` for an invalid option, `QUEUE_OPTION` or `QUEUE_EXISTS` for an invalid
   *   queue, `EMULATOR_CONFIG` for an invalid configuration
   * @throws CardwrightError `BROKER_PORT` when the port is in use, `BROKER_SNAPSHOT` when the snapshot is unreadable
   */
  static async start(options: BrokerOptions = {}): Promise<ServiceBusBroker> {
    assertOptions(options);
    const broker = new ServiceBusBroker(options);
    try {
      await broker.#listen(options.port ?? 0);
    } catch (error) {
      broker.#stopTimers();
      throw error;
    }
    return broker;
  }

  /** The TCP port on 127.0.0.1. */
  get port(): number {
    const address = this.#server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  }

  /** `host:port`, the fully qualified namespace. */
  get endpoint(): string {
    return `${host}:${this.port}`;
  }

  /**
   * Returns a connection string for the Azure client, with a key that has exactly these rights. Default rights: all.
   *
   * With `queue` the key is valid for that queue only, and the string contains it as `EntityPath`.
   *
   * @throws ConfigurationError `BROKER_OPTION` for an unknown right
   */
  connectionString(options: { readonly queue?: string; readonly rights?: readonly AccessRight[] } = {}): string {
    this.#changed = true;
    const key = this.#keys.keyFor(options.rights ?? ["Manage", "Listen", "Send"], options.queue);
    const fields = [
      `Endpoint=sb://${this.endpoint}`,
      `SharedAccessKeyName=${key.name}`,
      `SharedAccessKey=${key.key}`,
      ...(options.queue === undefined ? [] : [`EntityPath=${options.queue}`]),
      "UseDevelopmentEmulator=true",
    ];
    return fields.join(";");
  }

  /** Revokes a key: its tokens are refused from now on, and links opened with it are closed. */
  revokeKey(name: string): void {
    this.#keys.remove(name);
    this.#changed = true;
    for (const connection of this.#connections) connection.dropKey(name);
  }

  /** Declares another queue. @throws ConfigurationError `QUEUE_OPTION` or `QUEUE_EXISTS` */
  createQueue(options: QueueOptions): QueueView {
    const [queue] = this.#namespace.declare([options]);
    if (queue === undefined) throw new Error("one declaration creates one queue");
    return new QueueView(queue);
  }

  /** Returns a queue by name, or a dead-letter queue by its address. @throws UsageError `NO_SUCH_QUEUE` */
  queue(name: string): QueueView {
    const entity = this.#namespace.find(name.toLowerCase());
    if (entity !== undefined) return new QueueView(entity.queue);
    throw new UsageError(`Unknown queue "${name}"`, {
      code: "NO_SUCH_QUEUE",
      details: { queue: name, queues: this.queues().map((queue) => queue.name) },
      help: "Declare the queue in the options of start, or call createQueue.",
    });
  }

  /** Returns all queues, without dead-letter queues. */
  queues(): QueueView[] {
    return [...this.#namespace.queues()].map((queue) => new QueueView(queue));
  }

  /** How many clients are connected. */
  get connectionCount(): number {
    return this.#connections.size;
  }

  /** Drops all connections without notice, as a network failure does. Returns how many were dropped. */
  dropConnections(): number {
    const all = [...this.#connections];
    for (const connection of all) connection.amqp.destroy("dropped by the test");
    return all.length;
  }

  /** Closes all links, or those of one queue, as the real service does when it moves an entity. Returns how many. */
  closeLinks(queue?: string): number {
    const error = { condition: "amqp:link:detach-forced", description: "The link was closed by the broker." };
    let count = 0;
    for (const connection of this.#connections) count += connection.closeLinks(error, queue?.toLowerCase());
    return count;
  }

  /**
   * Makes all receivers that are attached now, or those of one queue, get no more messages, while their links stay open
   * and answer. The real service and networks do this now and then. Returns how many.
   */
  muteReceivers(queue?: string): number {
    let count = 0;
    for (const connection of this.#connections) count += connection.muteReceivers(queue?.toLowerCase());
    return count;
  }

  /**
   * Writes the snapshot now. A no-op without the `snapshot` option.
   *
   * @throws CardwrightError `BROKER_SNAPSHOT` when the file cannot be written
   */
  saveSnapshot(): void {
    if (this.#snapshot === undefined) return;
    writeSnapshot(this.#snapshot.file, this.#namespace.queues(), this.#keys.all());
    this.#changed = false;
  }

  /** Closes all connections and stops. Idempotent: a second call waits for the first. Leaves no timers behind. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    const stopped = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    // Most clients answer immediately; the connections of the others are dropped.
    const closeTimer = setTimeout(() => this.#cutOff(), closeGraceMs);
    for (const connection of [...this.#connections]) {
      connection.amqp.close({ condition: "amqp:connection:forced", description: "The broker is closing." });
    }
    await stopped;
    clearTimeout(closeTimer);
    this.#stopTimers();
    this.saveSnapshot();
  }

  // A full disk must not end the user's process; the next tick tries again, and `close` throws if it fails then.
  #trySnapshot(): void {
    try {
      this.saveSnapshot();
      this.#isWarned = false;
    } catch (error) {
      if (this.#isWarned) return;
      this.#isWarned = true;
      process.emitWarning(error instanceof Error ? error.message : String(error), { code: "BROKER_SNAPSHOT" });
    }
  }

  #stopTimers(): void {
    clearInterval(this.#snapshotTimer);
    this.#namespace.close();
    this.faults.close();
  }

  async #listen(port: number): Promise<void> {
    try {
      const listening = once(this.#server, "listening");
      this.#server.listen(port, host);
      await listening;
    } catch (cause) {
      // Node's own errors have a code.
      const { code } = cause as NodeJS.ErrnoException;
      const reason = code === "EADDRINUSE" ? "the port is in use" : code;
      throw new CardwrightError(`Cannot listen on ${host}:${port}: ${reason}`, {
        code: "BROKER_PORT",
        details: { port },
        help: "Omit the port option to use a free port.",
        cause,
      });
    }
  }

  #cutOff(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #accept(socket: ByteStream): void {
    const context = {
      namespace: this.#namespace,
      keys: this.#keys,
      clock: this.#clock,
      tokenClock: this.#tokenClock,
      verifyToken: this.#verifyToken,
      limits,
      faults: this.faults,
      host,
      emit: (event: ConnectionEvent) => this.events.emit(event),
    };
    this.#connectionsSoFar++;
    const connection: ClientConnection = new ClientConnection(socket, context, {
      number: this.#connectionsSoFar,
      onClosed: () => this.#connections.delete(connection),
    });
    this.#connections.add(connection);
  }
}

function assertOptions(options: BrokerOptions): void {
  const { port = 0, snapshot } = options ?? {};
  const problem =
    optionProblem("Broker options", options, optionKinds) ??
    (snapshot && optionProblem("Snapshot options", snapshot, snapshotKinds, ["file"])) ??
    (port >= 0 && port <= 65_535 && Number.isInteger(port)
      ? undefined
      : "Broker options: port must be an integer from 0 to 65535");
  if (problem !== undefined) throw brokerOption(problem);
}

function declaredQueues({ queues = [], config }: BrokerOptions): readonly QueueOptions[] {
  if (config === undefined) return queues;
  return [...queuesOfEmulatorConfig(typeof config === "string" ? readEmulatorConfig(config) : config), ...queues];
}
