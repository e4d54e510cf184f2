import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { annotatedSchemas } from "../../../generated/annotated-schemas.gen.ts";
import type { BatchContract } from "../../card-series-maintenance/contract/batch-contract.ts";
import { ConfigurationError } from "../../errors/configuration-error.ts";
import { builtInContract } from "../../production-partner/contract/built-in.ts";
import type { Contract } from "../../production-partner/contract/index.ts";
import {
  type AccessKey,
  type BrokerEvent,
  developmentKey,
  queuesOfEmulatorConfig,
  type TlsOptions,
} from "../broker/index.ts";
import { isLoopback } from "../broker/listening-host.ts";
import { readEmulatorConfig } from "../broker/topology/emulator-config.ts";
import { EventFeed } from "../http/event-feed.ts";
import { HttpServer } from "../http/http-server.ts";
import { answerRoutes } from "../http/routes/answer-routes.ts";
import { conformanceRoutes } from "../http/routes/conformance-routes.ts";
import { orceCardRoutes } from "../http/routes/orce-card-routes.ts";
import { orceRoutes } from "../http/routes/orce-routes.ts";
import { orderRoutes } from "../http/routes/order-routes.ts";
import { queueRoutes } from "../http/routes/queue-routes.ts";
import { stateRoutes } from "../http/routes/state-routes.ts";
import { builtInCounterpart } from "../ngoc/built-in-counterpart.ts";
import type { Judgement } from "../ngoc/judgement.ts";
import type { NgocContract, NgocEvent, RawMessage } from "../ngoc/ngoc-options.ts";
import { ProductionPartnerSandbox } from "../production-partner-sandbox.ts";
import { AnswerRules } from "./answer-rules.ts";
import { ConformanceHost, type ConformanceRunner } from "./conformance-host.ts";
import { FaultSwitches } from "./fault-switches.ts";
import { MessageLog } from "./message-log.ts";
import { OrceHost } from "./orce-host.ts";
import { SandboxClock } from "./sandbox-clock.ts";
import type { AnnotatedSchemas, SandboxParts } from "./sandbox-parts.ts";
import { readState, writeState } from "./sandbox-state.ts";
import { sendOrders } from "./send-orders.ts";

/** Options of {@link SandboxProcess.start}. */
export interface SandboxProcessOptions {
  /** The port of the Service Bus. Default 5672; 0 takes a free one. */
  readonly port?: number;
  /** The port of the page and the HTTP interface. Default 5300; 0 takes a free one. */
  readonly httpPort?: number;
  /** The address to listen on. Default `127.0.0.1`; another that other machines reach needs `key`. */
  readonly host?: string;
  /** The key of the Service Bus (RootManageSharedAccessKey) and of every HTTP call. Default: the well-known one, and none. */
  readonly key?: string;
  /** A file that keeps the state over restarts; others with its name and an ending are beside it. Default: none. */
  readonly data?: string;
  /** A `Config.json` of the official emulator, for more queues. Default: none. */
  readonly config?: string;
  /** A certificate, for clients that come over TLS; others still come over TCP. Default: none. */
  readonly tls?: TlsOptions;
  /** What both ends speak. Default: the built-in contract. */
  readonly spoken?: NgocContract<Contract>;
  /** The annotated schemas of `spoken`, for forms and the message inspector. Default: those of the built-in contract. */
  readonly schemas?: AnnotatedSchemas;
  /** The schema of the batch files that the ORCE takes. Default: that of ORCE's guide. */
  readonly batches?: BatchContract;
  readonly judgement?: Partial<Judgement>;
  /** Orders to send at the start. Default 0. */
  readonly orders?: number;
  /** Orders per second. Default 10. */
  readonly rate?: number;
  /** Decides about the ids of these orders. Default 1. */
  readonly seed?: number;
  /** The conformance kit, for the page to run. Default: none. */
  readonly conformance?: ConformanceRunner;
  /** The folder with the files of the page. */
  readonly page: string;
  /** The version to report. */
  readonly version: string;
}

const saveEveryMs = 2000;
/** The queues are saved with everything else, so that the files agree. */
const neverMs = 2 ** 31 - 1;

/** A Service Bus, an NGOC and an ORCE with an HTTP interface and a page: what `cardwright sandbox` runs. */
export class SandboxProcess implements AsyncDisposable {
  readonly parts: SandboxParts;
  readonly #server: HttpServer;
  readonly #timer: NodeJS.Timeout;
  readonly #stop: AbortController;
  readonly #ordering: Promise<void>;
  readonly #temporary: string | undefined;
  readonly #kit: ConformanceHost | undefined;
  #closing: Promise<void> | undefined;

  private constructor(
    parts: SandboxParts,
    server: HttpServer,
    options: SandboxProcessOptions & { readonly kit: ConformanceHost | undefined },
    temporary?: string,
  ) {
    this.#kit = options.kit;
    this.parts = parts;
    this.#server = server;
    this.#temporary = temporary;
    this.#stop = new AbortController();
    let savedId = parts.feed.lastId;
    this.#timer = setInterval(() => {
      if (savedId === parts.feed.lastId) return;
      savedId = parts.feed.lastId;
      try {
        parts.save();
      } catch {
        // What a full disk does to the file is said when it is saved on closing.
      }
    }, saveEveryMs);
    const { orders = 0, rate = 10, seed = 1 } = options;
    const { signal } = this.#stop;
    this.#ordering = sendOrders(parts.sandbox.ngoc, { orders, rate, seed, signal }).catch(() => undefined);
  }

  /**
   * Starts everything.
   *
   * @throws ConfigurationError `SANDBOX_KEY` for a host that other machines reach without a key of one's own
   */
  static async start(options: SandboxProcessOptions): Promise<SandboxProcess> {
    const { host = "127.0.0.1", port = 5672, httpPort = 5300, data, config, key, version, page } = options;
    if (!isLoopback(host) && (key === undefined || key === developmentKey.key))
      throw new ConfigurationError(`Other machines reach host "${host}", so a key of your own is required`, {
        code: "SANDBOX_KEY",
        help: "Set CARDWRIGHT_SANDBOX_KEY to a long random text, or listen on 127.0.0.1.",
      });
    const spoken: NgocContract<Contract> =
      options.spoken ??
      ({ contract: builtInContract, counterpart: builtInCounterpart } as unknown as NgocContract<Contract>);
    const accessKey: AccessKey = { ...developmentKey, ...(key !== undefined && { key }) };
    const saved = data === undefined ? undefined : readState(`${data}.state`);
    const clock = new SandboxClock(saved?.aheadMs);
    const rules = new AnswerRules();
    const log = new MessageLog(spoken.contract, () => clock.now());
    log.restore(saved?.messages ?? []);
    rules.restore(saved?.rules ?? []);
    const feed = new EventFeed();
    // Before the Azure client starts: one that is closed at once keeps the process alive for a minute.
    const server = await HttpServer.start({ feed, host, port: httpPort, key, page, version });
    const sandbox = await ProductionPartnerSandbox.start<Contract>({
      ...spoken,
      port,
      host,
      clock,
      keys: [accessKey],
      saved: saved?.ngoc,
      answer: (message, fact) => rules.planFor({ type: untyped(message).type, ...aboutOf(fact) }),
      ...(options.judgement !== undefined && { judgement: options.judgement }),
      ...(config !== undefined && { queues: queuesOfEmulatorConfig(readEmulatorConfig(config)) }),
      ...(options.tls !== undefined && { tls: options.tls }),
      ...(data !== undefined && { snapshot: { file: data, everyMs: neverMs } }),
    }).catch(async (error: unknown) => {
      await server.close();
      throw error;
    });
    const temporary = data === undefined ? await mkdtemp(join(tmpdir(), "cardwright-orce-")) : undefined;
    const orce = await OrceHost.start({
      folder: temporary ?? `${data}.orce`,
      contract: options.batches,
      now: () => clock.now(),
      notify: (file) => feed.emit("orce-file", file),
    });
    const faults = new FaultSwitches(sandbox.broker.faults);
    faults.restore(saved?.faults ?? []);
    const { broker, ngoc } = sandbox;
    // What was requested after the state was written is in the queue, but not in the log.
    for (const { subject, messageId, body } of data === undefined ? [] : sandbox.toPartner.messages()) {
      if (subject === spoken.contract.requestType && log.latest(messageId) === undefined)
        log.add("to-partner", { subject, messageId, body });
    }
    const parts: SandboxParts = {
      sandbox,
      contract: spoken.contract,
      schemas: options.schemas ?? (options.spoken === undefined ? annotatedSchemas : {}),
      clock,
      log,
      rules,
      faults,
      orce,
      feed,
      version,
      startedAtMs: Date.now(),
      connections: {
        all: broker.connectionString({ key: accessKey.name }),
        inbound: sandbox.partner.inbound.connectionString ?? "",
        outbound: sandbox.partner.outbound.connectionString ?? "",
      },
      reset: async () => {
        for (const queue of broker.queues()) {
          queue.expireLocks();
          queue.purge();
        }
        ngoc.clear();
        log.clear();
        rules.clear();
        faults.clear();
        await orce.clear();
        parts.save();
      },
      save: () => {
        if (data === undefined) return false;
        // The queues last: NGOC answers again what it finds there again, but nothing brings back what it never saw.
        writeState(`${data}.state`, {
          version: 1,
          aheadMs: clock.aheadMs,
          ngoc: ngoc.save(),
          messages: log.save(),
          rules: rules.list(),
          faults: faults.list(),
        });
        broker.saveSnapshot();
        return true;
      },
    };
    broker.events.on((event) => showBroker(parts, event));
    ngoc.events.on((event) => showNgoc(parts, event));
    const routes = [stateRoutes, orderRoutes, answerRoutes, queueRoutes, orceRoutes, orceCardRoutes].flatMap((of) =>
      of(parts),
    );
    const kit = options.conformance && new ConformanceHost(options.conformance, feed);
    // Whoever was told that something is done finds it again, even if the process is killed right then.
    server.serve(kit === undefined ? routes : [...routes, ...conformanceRoutes(kit)], { keep: () => parts.save() });
    return new SandboxProcess(parts, server, { ...options, kit }, temporary);
  }

  /** The address of the page and the HTTP interface. */
  get url(): string {
    return this.#server.url;
  }

  /** Stops everything; the state is saved. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    const { sandbox, orce } = this.parts;
    this.#stop.abort();
    clearInterval(this.#timer);
    await this.#kit?.close();
    await this.#ordering;
    await this.#server.close();
    await orce.close();
    await sandbox.ngoc.close();
    this.parts.save();
    await sandbox.broker.close();
    if (this.#temporary !== undefined) await rm(this.#temporary, { recursive: true, force: true });
  }
}

function aboutOf(fact: object): { readonly cardIds: readonly string[]; readonly shipmentId: string | undefined } {
  const { cardId, cardIds, shipmentId } = fact as { cardId?: string; cardIds?: readonly string[]; shipmentId?: string };
  return { cardIds: cardIds ?? (cardId === undefined ? [] : [cardId]), shipmentId };
}

function showBroker({ feed }: SandboxParts, event: BrokerEvent): void {
  if (event.type !== "lock-renewed") feed.emit("queue" in event ? "queue" : "connection", event);
}

function showNgoc({ contract, feed, log, sandbox }: SandboxParts, event: NgocEvent<Contract>): void {
  switch (event.type) {
    case "sent": {
      // What NGOC itself has written by the contract need not be read again.
      const { messageType, message: raw } = event;
      const fact = "payload" in event ? contract.factOf(messageType, event.payload) : undefined;
      const message = log.add("to-partner", raw, fact && { ...aboutOf(fact), deviations: [] });
      feed.emit("message", message);
      showCards(message.cardIds);
      return;
    }
    case "invalid": {
      const message = log.add("from-partner", event.raw);
      message.verdict = "refused";
      feed.emit("message", message);
      return;
    }
    case "held":
    case "message": {
      const { fact } = event;
      const message = untyped(event.message);
      const waiting = log.latest(message.messageId);
      const entry =
        waiting?.verdict === "held"
          ? waiting
          : log.add("from-partner", rawOf(message), { ...aboutOf(fact), deviations: message.deviations });
      const fault = event.type === "message" ? event.fault : undefined;
      entry.verdict = event.type === "held" ? "held" : fault === undefined ? "accepted" : "refused";
      if (fault !== undefined) entry.errorCode = fault.errorCode;
      feed.emit("message", entry);
      showCards(entry.cardIds);
      return;
    }
    case "problem":
      feed.emit("problem", { message: event.error.message });
      return;
    default:
      event satisfies never;
  }

  function showCards(cardIds: readonly string[]): void {
    for (const cardId of cardIds) {
      const card = sandbox.ngoc.book.card(cardId);
      if (card !== undefined) feed.emit("card", card);
    }
  }
}

interface UntypedMessage {
  readonly type: string;
  readonly messageId: string;
  readonly correlationId?: string;
  readonly raw: unknown;
  readonly deviations: readonly { readonly path: string; readonly keyword: string; readonly message: string }[];
}

/** Under a contract whose types are not known here, a message has no type at all. */
function untyped(message: unknown): UntypedMessage {
  return message as UntypedMessage;
}

function rawOf({ type, messageId, correlationId, raw }: UntypedMessage): RawMessage {
  return { subject: type, messageId, ...(correlationId !== undefined && { correlationId }), body: raw };
}
