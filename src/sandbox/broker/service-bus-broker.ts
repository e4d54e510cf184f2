import { UsageError } from "../../errors/usage-error.ts";
import { type Clock, systemClock } from "../../timing/clock.ts";
import { EventStream } from "../event-stream.ts";
import type { ConnectionLimits } from "./amqp/connection-handler.ts";
import type { BrokerEvent, ConnectionEvent } from "./broker-event.ts";
import { BrokerError } from "./engine/broker-error.ts";
import type { QueueOptions } from "./engine/queue-options.ts";
import { Faults } from "./faults/faults.ts";
import { ClientConnection } from "./front/client-connection.ts";
import { Namespace } from "./front/namespace.ts";
import { TurnBudget } from "./front/turn-budget.ts";
import { type Guest, Listener } from "./listener.ts";
import { exposedKeyProblem, isLoopback, reachableHost } from "./listening-host.ts";
import { brokerOption, type OptionKinds, optionProblem } from "./option-problem.ts";
import { QueueView } from "./queue-view.ts";
import { type AccessKey, type AccessRight, developmentKey, KeyRing } from "./security/access-key.ts";
import type { TokenVerifier } from "./security/token-verifier.ts";
import { QueueKeeper } from "./snapshot/queue-keeper.ts";
import type { SnapshotOptions } from "./snapshot/snapshot-file.ts";
import type { TlsOptions } from "./tls-detection.ts";
import { type EmulatorConfig, queuesOfEmulatorConfig, readEmulatorConfig } from "./topology/emulator-config.ts";
import type { ByteStream } from "./web-socket-detection.ts";

/** Options of {@link ServiceBusBroker.start}. */
export interface BrokerOptions {
  /** The queues to declare. Default: those of `config`, otherwise none. */
  readonly queues?: readonly QueueOptions[];
  /** The official emulator's configuration, or the path of its JSON file: its queues are declared too. */
  readonly config?: EmulatorConfig | string;
  /** Keys with chosen names. Default: {@link ServiceBusBroker.connectionString} creates keys as needed. */
  readonly keys?: readonly AccessKey[];
  /** The TCP port. Default: a free one. */
  readonly port?: number;
  /**
   * The address to listen on, such as `0.0.0.0` for all of this machine's. Default: 127.0.0.1, which no other machine
   * reaches. Any address that others can reach requires `keys`, with no well-known key among them.
   */
  readonly host?: string;
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

/** What a connection string should say. */
export interface ConnectionStringOptions {
  readonly queue?: string;
  readonly rights?: readonly AccessRight[];
  readonly key?: string;
  readonly host?: string;
}

const optionKinds = {
  queues: ["list"],
  config: ["object", "string"],
  keys: ["list"],
  port: ["number"],
  host: ["string"],
  clock: ["object"],
  tokenClock: ["object"],
  verifyToken: ["function"],
  tls: ["object"],
  snapshot: ["object"],
} satisfies { [option in keyof BrokerOptions]-?: OptionKinds[string] };
const snapshotKinds: OptionKinds = { file: ["string"], everyMs: ["number"] };

const limits: ConnectionLimits = {
  maxFrameBytes: 64 * 1024,
  maxSessions: 5000,
  maxLinksPerSession: 256,
  maxLinks: 5000,
  idleTimeoutMs: 240_000,
};
const closeGraceMs = 1000;
/** A peek takes up to four times as much: it is then the only one of its turn. */
const maxAnswerBytesPerTurn = 1024 * 1024;
const defaultHost = "127.0.0.1";

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
  readonly #listener: Listener;
  readonly #host: string;
  readonly #connections = new Set<ClientConnection>();
  readonly #budget = new TurnBudget(maxAnswerBytesPerTurn);
  readonly #tokenClock: Clock;
  readonly #verifyToken: TokenVerifier | undefined;
  #keeper: QueueKeeper | undefined;
  #connectionsSoFar = 0;
  #closing: Promise<void> | undefined;

  private constructor(options: BrokerOptions) {
    this.#host = options.host ?? defaultHost;
    this.#clock = options.clock ?? systemClock;
    this.#tokenClock = options.tokenClock ?? systemClock;
    this.faults = new Faults(this.#clock);
    this.#keys = new KeyRing(options.keys);
    this.#namespace = new Namespace({
      clock: this.#clock,
      notify: (event) => {
        this.#keeper?.changed();
        this.events.emit(event);
      },
      changed: () => this.#keeper?.changed(),
      accepted: (queue, arrivals) => this.#keeper?.accepted(queue, arrivals),
    });
    this.#namespace.declare(declaredQueues(options));
    this.#verifyToken = options.verifyToken;
    if (options.snapshot !== undefined) {
      this.#keeper = new QueueKeeper(options.snapshot, {
        queues: () => this.#namespace.queues(),
        keys: () => this.#keys.all(),
      });
      for (const key of this.#keeper.savedKeys) {
        if (isLoopback(this.#host) || key.key !== developmentKey.key) this.#keys.add(key);
      }
    }
    this.#listener = new Listener(options.tls, (stream, guest) => this.#accept(stream, guest));
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
      await broker.#listener.listen(broker.#host, options.port ?? 0);
    } catch (error) {
      broker.#stopTimers();
      throw error;
    }
    return broker;
  }

  /** The TCP port. */
  get port(): number {
    return this.#listener.port;
  }

  /** `host:port`, the fully qualified namespace. For a broker on all addresses this is the one on this machine. */
  get endpoint(): string {
    return `${reachableHost(this.#host)}:${this.port}`;
  }

  /**
   * Returns a connection string for the Azure client, with a key that has exactly these rights. Default rights: all.
   *
   * With `queue` the key is valid for that queue only, and the string contains it as `EntityPath`. With `key` the key
   * is the one of that name in the option `keys`. With `host` the client is sent to this name or address, by which it
   * reaches this machine.
   *
   * @throws ConfigurationError `BROKER_OPTION` for an unknown right or key
   */
  connectionString(options: ConnectionStringOptions = {}): string {
    const { host, key: name, queue, rights = ["Manage", "Listen", "Send"] } = options;
    this.#keeper?.changed();
    const key = name === undefined ? this.#keys.keyFor(rights, queue) : this.#keys.find(name);
    if (key === undefined) throw brokerOption(`Connection string: unknown key "${name}"`);
    const fields = [
      `Endpoint=sb://${host === undefined ? this.endpoint : `${host}:${this.port}`}`,
      `SharedAccessKeyName=${key.name}`,
      `SharedAccessKey=${key.key}`,
      ...(queue === undefined ? [] : [`EntityPath=${queue}`]),
      "UseDevelopmentEmulator=true",
    ];
    return fields.join(";");
  }

  /** Revokes a key: its tokens are refused from now on, and links opened with it are closed. */
  revokeKey(name: string): void {
    this.#keys.remove(name);
    this.#keeper?.changed();
    for (const connection of this.#connections) connection.dropKey(name);
  }

  /** Declares another queue. @throws ConfigurationError `QUEUE_OPTION` or `QUEUE_EXISTS` */
  createQueue(options: QueueOptions): QueueView {
    const [queue] = this.#namespace.declare([options]);
    if (queue === undefined) throw new Error("one declaration creates one queue");
    return new QueueView(queue);
  }

  /**
   * Deletes a queue with its messages and its dead-letter queue. Its links are closed with "not found".
   *
   * @throws UsageError `NO_SUCH_QUEUE` for an unknown queue, `QUEUE_IN_USE` for one that another queue forwards to
   */
  deleteQueue(name: string): void {
    const path = name.toLowerCase();
    const queue = this.#namespace.find(path)?.queue;
    if (queue?.deadLetterQueue === undefined) throw this.#noSuchQueue(name);
    this.#namespace.remove(queue);
    this.#keeper?.changed();
    const text = `The messaging entity '${queue.name}' could not be found: it was deleted.`;
    for (const connection of [...this.#connections]) {
      connection.dropEntity(path, new BrokerError("amqp:not-found", text));
    }
  }

  /** Returns a queue by name, or a dead-letter queue by its address. @throws UsageError `NO_SUCH_QUEUE` */
  queue(name: string): QueueView {
    const entity = this.#namespace.find(name.toLowerCase());
    if (entity !== undefined) return new QueueView(entity.queue);
    throw this.#noSuchQueue(name);
  }

  /** Returns all queues, without dead-letter queues. */
  queues(): QueueView[] {
    return [...this.#namespace.queues()].map((queue) => new QueueView(queue));
  }

  /** How many clients are connected, those included that have sent nothing yet. */
  get connectionCount(): number {
    return this.#connections.size + this.#listener.silentCount;
  }

  /** Drops all connections without notice, as a network failure does. Returns how many were dropped. */
  dropConnections(): number {
    const count = this.connectionCount;
    for (const connection of [...this.#connections]) connection.amqp.destroy("dropped by the test");
    this.#listener.dropSilent();
    return count;
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
    this.#keeper?.save();
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
    const stopped = this.#listener.stop();
    // Most clients answer immediately; the connections of the others are dropped.
    const closeTimer = setTimeout(() => this.#listener.cutOff(), closeGraceMs);
    for (const connection of [...this.#connections]) {
      connection.amqp.close({ condition: "amqp:connection:forced", description: "The broker is closing." });
    }
    await stopped;
    clearTimeout(closeTimer);
    this.#stopTimers();
    this.saveSnapshot();
  }

  #stopTimers(): void {
    this.#keeper?.stop();
    this.#namespace.close();
    this.faults.close();
  }

  #noSuchQueue(name: string): UsageError {
    return new UsageError(`Unknown queue "${name}"`, {
      code: "NO_SUCH_QUEUE",
      details: { queue: name, queues: this.queues().map((queue) => queue.name) },
      help: "Declare the queue in the options of start, or call createQueue.",
    });
  }

  #accept(socket: ByteStream, guest: Guest): void {
    const context = {
      namespace: this.#namespace,
      keys: this.#keys,
      clock: this.#clock,
      tokenClock: this.#tokenClock,
      verifyToken: this.#verifyToken,
      limits,
      faults: this.faults,
      budget: this.#budget,
      keep: () => this.#keeper?.flush(),
      host: reachableHost(this.#host),
      emit: (event: ConnectionEvent) => this.events.emit(event),
    };
    this.#connectionsSoFar++;
    const connection: ClientConnection = new ClientConnection(socket, context, {
      number: this.#connectionsSoFar,
      onOpened: guest.opened,
      onClosed: () => this.#connections.delete(connection),
    });
    this.#connections.add(connection);
  }
}

function assertOptions(options: BrokerOptions): void {
  const { port = 0, snapshot, host = defaultHost, keys = [] } = options ?? {};
  const problem =
    optionProblem("Broker options", options, optionKinds) ??
    (snapshot && optionProblem("Snapshot options", snapshot, snapshotKinds, ["file"])) ??
    (port >= 0 && port <= 65_535 && Number.isInteger(port)
      ? undefined
      : "Broker options: port must be an integer from 0 to 65535") ??
    exposedKeyProblem(host, keys);
  if (problem !== undefined) throw brokerOption(problem);
}

function declaredQueues({ queues = [], config }: BrokerOptions): readonly QueueOptions[] {
  if (config === undefined) return queues;
  return [...queuesOfEmulatorConfig(typeof config === "string" ? readEmulatorConfig(config) : config), ...queues];
}
