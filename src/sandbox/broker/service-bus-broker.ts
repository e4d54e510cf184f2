import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { CardwrightError } from "../../errors/cardwright-error.ts";
import { type Clock, systemClock } from "../../timing/clock.ts";
import type { ConnectionEvent } from "./broker-event.ts";
import type { QueueOptions } from "./engine/queue-options.ts";
import { EventStream } from "./event-stream.ts";
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

/** How a broker is started. */
export interface BrokerOptions {
  /** The queues there are from the start. Default: those of `config`, else none. */
  readonly queues?: readonly QueueOptions[];
  /** The official emulator's configuration, or the path of its JSON file: its queues are declared too. */
  readonly config?: EmulatorConfig | string;
  /** Keys with names of your own. Default: {@link ServiceBusBroker.connectionString} makes keys as they are asked for. */
  readonly keys?: readonly AccessKey[];
  /** The TCP port on 127.0.0.1. Default: a free one. */
  readonly port?: number;
  /** The clock for locks, expiry, schedules and duplicate windows. Default: the machine's. */
  readonly clock?: Clock;
  /** The clock by which tokens expire. Default: the machine's, because clients make their tokens by it. */
  readonly tokenClock?: Clock;
  /** Decides about tokens of a `TokenCredential`. Default: they are refused. */
  readonly verifyToken?: TokenVerifier;
  /** A certificate, to serve TLS beside plain TCP on the same port. Default: plain TCP only. */
  readonly tls?: TlsOptions;
  /** Where to keep the queues across restarts. Default: nowhere. */
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
  /** Everything that happens, as it happens. */
  readonly events: EventStream = new EventStream();
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
    const accept = (socket: Socket): void => this.#accept(socket);
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
   * @throws CardwrightError `BROKER_OPTION` for an option that cannot be, `QUEUE_OPTION` or `QUEUE_EXISTS` for a wrong
   * declaration, `EMULATOR_CONFIG` for a wrong configuration, `BROKER_PORT` when the port is taken.
   */
  static async start(options: BrokerOptions = {}): Promise<ServiceBusBroker> {
    assertOptions(options);
    const broker = new ServiceBusBroker(options);
    try {
      await broker.#listen(options.port ?? 0);
    } catch (error) {
      broker.#stopClockwork();
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
   * A connection string for the Azure client, with a key of exactly these rights.
   *
   * With `queue` the key is good for that queue only, and the string names it as its `EntityPath`. Default rights: all.
   *
   * @throws CardwrightError `BROKER_OPTION` for a right that there is not.
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

  /** Takes a key back: its tokens are refused from now on and links opened with it are closed. */
  revokeKey(name: string): void {
    this.#keys.remove(name);
    this.#changed = true;
    for (const connection of this.#connections) connection.dropKey(name);
  }

  /** Declares one more queue. @throws CardwrightError `QUEUE_OPTION` or `QUEUE_EXISTS`. */
  createQueue(options: QueueOptions): QueueView {
    const [queue] = this.#namespace.declare([options]);
    if (queue === undefined) throw new Error("one declaration makes one queue");
    return new QueueView(queue);
  }

  /** A queue, or the dead-letter queue of one by its address. @throws CardwrightError `NO_SUCH_QUEUE`. */
  queue(name: string): QueueView {
    const entity = this.#namespace.find(name.toLowerCase());
    if (entity !== undefined) return new QueueView(entity.queue);
    throw new CardwrightError(`The broker has no queue "${name}".`, {
      code: "NO_SUCH_QUEUE",
      details: { queue: name, queues: this.queues().map((queue) => queue.name) },
      help: "Declare it in the options of start, or call createQueue.",
    });
  }

  /** Every queue, dead-letter queues left out. */
  queues(): QueueView[] {
    return [...this.#namespace.queues()].map((queue) => new QueueView(queue));
  }

  /** How many clients are connected. */
  get connectionCount(): number {
    return this.#connections.size;
  }

  /** Cuts every connection without a word, as a broken network does. Tells how many. */
  dropConnections(): number {
    const all = [...this.#connections];
    for (const connection of all) connection.amqp.destroy("dropped by the test");
    return all.length;
  }

  /** Closes links, all or those of one queue, as the real service does when it moves an entity. Tells how many. */
  closeLinks(queue?: string): number {
    const error = { condition: "amqp:link:detach-forced", description: "The link was closed by the broker." };
    let count = 0;
    for (const connection of this.#connections) count += connection.closeLinks(error, queue?.toLowerCase());
    return count;
  }

  /** Writes the snapshot now. Does nothing without the `snapshot` option. @throws CardwrightError `BROKER_SNAPSHOT` when it cannot. */
  saveSnapshot(): void {
    if (this.#snapshot === undefined) return;
    writeSnapshot(this.#snapshot.file, this.#namespace.queues(), this.#keys.all());
    this.#changed = false;
  }

  /** Says good-bye to every client and stops; a second call waits for the first. No timer is left afterwards. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    const stopped = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    // Most clients answer at once; one that does not is cut off.
    const patience = setTimeout(() => this.#cutOff(), closeGraceMs);
    for (const connection of [...this.#connections]) {
      connection.amqp.close({ condition: "amqp:connection:forced", description: "The broker is closing." });
    }
    await stopped;
    clearTimeout(patience);
    this.#stopClockwork();
    this.saveSnapshot();
  }

  // A full disk must not end the process of the user; the next tick tries again, and close tells if it fails then.
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

  #stopClockwork(): void {
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
      const reason = code === "EADDRINUSE" ? "something else listens there" : code;
      throw new CardwrightError(`The broker cannot listen on port ${port} of ${host}: ${reason}.`, {
        code: "BROKER_PORT",
        details: { port },
        help: "Leave the port out to get a free one.",
        cause,
      });
    }
  }

  #cutOff(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #accept(socket: Socket): void {
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
    this.#connectionsSoFar += 1;
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
    optionProblem("The broker's options", options, optionKinds) ??
    (snapshot && optionProblem("The option snapshot", snapshot, snapshotKinds, ["file"])) ??
    (port >= 0 && port <= 65_535 && Number.isInteger(port) ? undefined : "The port is a whole number from 0 to 65535");
  if (problem !== undefined) throw brokerOption(problem);
}

function declaredQueues({ queues = [], config }: BrokerOptions): readonly QueueOptions[] {
  if (config === undefined) return queues;
  return [...queuesOfEmulatorConfig(typeof config === "string" ? readEmulatorConfig(config) : config), ...queues];
}
