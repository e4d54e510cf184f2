import { DatabaseSync } from "node:sqlite";
import { ServiceBusClient, type ServiceBusSender } from "@azure/service-bus";
import { OrderRefusedError, ProductionPartnerClient, RejectMessageError } from "../../../../src/index.ts";
import { openSqliteLedger, type SqlLedger } from "../../../../src/production-partner/ledger/index.ts";
import {
  decodeMessage,
  encodeMessage,
  type OutgoingMessage,
  type TypeSentBy,
} from "../../../../src/production-partner/messages/index.ts";
import {
  type FaultRule,
  type PartnerMessage,
  type QueueView,
  ServiceBusBroker,
} from "../../../../src/sandbox/index.ts";

/** Opens a ledger on an empty database; called again, the same database. */
export type Reopen = () => Promise<SqlLedger>;

/** An SQLite database in memory. */
export function sqliteInMemory(): Reopen {
  const handle = new DatabaseSync(":memory:");
  return () => openSqliteLedger({ handle });
}

/** What the application does with the next message from NGOC, other than take it. */
export type Misfortune = "fails" | "rejects" | "dies";

const settleTimeoutMs = 20_000;

/** A broker and the test's own hand at NGOC's end of it, for many histories one after the other. */
export class ModelBroker implements AsyncDisposable {
  readonly broker: ServiceBusBroker;
  readonly ngoc: ServiceBusClient;
  #histories = 0;

  private constructor(broker: ServiceBusBroker) {
    this.broker = broker;
    this.ngoc = new ServiceBusClient(broker.connectionString());
  }

  static async start(): Promise<ModelBroker> {
    return new ModelBroker(await ServiceBusBroker.start({ queues: [] }));
  }

  /** Creates two unused queues. */
  newQueues(): { readonly toPartner: QueueView; readonly fromPartner: QueueView } {
    const history = ++this.#histories;
    const create = (name: string) =>
      this.broker.createQueue({
        name: `${name}-${history}`,
        duplicateDetectionWindowMs: 5 * 24 * 60 * 60 * 1000,
        maxDeliveryCount: 1_000,
      });
    return { toPartner: create("to-partner"), fromPartner: create("from-partner") };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.ngoc.close();
    await this.broker.close();
  }
}

/** The real client on a real ledger, between two real queues. */
export class ModelSystem implements AsyncDisposable {
  readonly #broker: ModelBroker;
  readonly #reopen: Reopen;
  readonly #toPartner: QueueView;
  readonly #fromPartner: QueueView;
  readonly #sender: ServiceBusSender;
  readonly #receiving: { close(): Promise<void> };
  /** What NGOC has got, in order. */
  readonly arrived: PartnerMessage[] = [];
  unreadable = 0;
  #died: PromiseWithResolvers<void> | undefined;
  misfortune: Misfortune | undefined;
  ledger!: SqlLedger;
  client!: ProductionPartnerClient;

  private constructor(broker: ModelBroker, reopen: Reopen) {
    this.#broker = broker;
    this.#reopen = reopen;
    const { toPartner, fromPartner } = broker.newQueues();
    this.#toPartner = toPartner;
    this.#fromPartner = fromPartner;
    this.#sender = broker.ngoc.createSender(toPartner.name);
    this.#receiving = broker.ngoc.createReceiver(fromPartner.name).subscribe({
      processMessage: async (raw) => {
        const decoded = decodeMessage(raw, { receiver: "ngoc" });
        if (decoded.ok) this.arrived.push(decoded.message);
        else this.unreadable++;
      },
      processError: async () => {},
    });
  }

  static async open(broker: ModelBroker, reopen: Reopen): Promise<ModelSystem> {
    const system = new ModelSystem(broker, reopen);
    await system.#begin();
    return system;
  }

  /** NGOC sends a message, and the application does with it what it has to, or what misfortune wants. */
  async receive(message: OutgoingMessage<TypeSentBy<"ngoc">>, misfortune?: Misfortune): Promise<void> {
    this.misfortune = misfortune;
    this.#died = misfortune === "dies" ? Promise.withResolvers() : undefined;
    await this.#sender.sendMessages(encodeMessage(message));
    // A message that a rule refuses never comes to the application.
    const emptied = this.#emptied(this.#toPartner);
    await (this.#died === undefined ? emptied : Promise.race([this.#died.promise, emptied]));
    const isDead = this.misfortune === undefined && misfortune === "dies";
    this.misfortune = undefined;
    if (!isDead) return;
    await this.restart();
    await this.#emptied(this.#toPartner);
  }

  /** The messageIds of a report, or the rule that refused it. */
  async report(
    call: (client: ProductionPartnerClient) => Promise<readonly { readonly messageId: string }[]>,
  ): Promise<readonly string[] | "refused"> {
    try {
      return (await call(this.client)).map(({ messageId }) => messageId);
    } catch (error) {
      if (error instanceof OrderRefusedError) return "refused";
      throw error;
    }
  }

  /** Something goes wrong between the client and the queues, on the next occasion. */
  disturb(rule: FaultRule): void {
    const queue = rule.on === "send" ? this.#fromPartner.name : this.#toPartner.name;
    this.#broker.broker.faults.add({ ...rule, queue });
  }

  /** The process ends, without finishing its messages, and another one starts. */
  async restart(): Promise<void> {
    await this.#end();
    this.#toPartner.expireLocks();
    await this.#begin();
  }

  /** Resolves when NGOC has got so many messages, and nothing is left in the outbox. */
  async settle(messages: number): Promise<void> {
    this.#broker.broker.faults.clear();
    const signal = AbortSignal.timeout(settleTimeoutMs);
    const isSent = async () =>
      (await this.ledger.listUnsent(this.arrived.map(({ messageId }) => messageId))).length === 0;
    while (this.arrived.length + this.unreadable < messages || !(await isSent())) {
      signal.throwIfAborted();
      await this.client.flush();
      await this.#emptied(this.#fromPartner);
      await new Promise(setImmediate);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#broker.broker.faults.clear();
    await this.#end();
    await this.#receiving.close();
    await this.#sender.close();
  }

  async #begin(): Promise<void> {
    this.ledger = await this.#reopen();
    const { broker } = this.#broker;
    this.client = new ProductionPartnerClient({
      inbound: { connectionString: broker.connectionString({ queue: this.#toPartner.name, rights: ["Listen"] }) },
      outbound: { connectionString: broker.connectionString({ queue: this.#fromPartner.name, rights: ["Send"] }) },
      ledger: this.ledger,
      retry: { attempts: 1, initialDelayMs: 1, attemptTimeoutMs: 60 },
      redeliveryDelayMs: 0,
      resendIntervalMs: 1,
      closeTimeoutMs: 1,
    });
    this.client.onAnyOther(async () => {
      const { misfortune } = this;
      this.misfortune = undefined;
      if (misfortune === "fails") throw new Error("by misfortune");
      if (misfortune === "rejects") throw new RejectMessageError({ errorCode: "INTERNAL_ERROR", details: "Rejected" });
      if (misfortune !== "dies") return;
      this.#died?.resolve();
      await new Promise(() => {});
    });
    // What was disturbed may be disturbed again.
    for (;;) {
      const failed = await this.client.start().then(
        () => undefined,
        (error: unknown) => error,
      );
      if (failed === undefined) return;
      if (!(failed instanceof Error && "retryable" in failed && failed.retryable)) throw failed;
    }
  }

  async #end(): Promise<void> {
    await this.client.close();
    await this.ledger.close();
  }

  async #emptied(queue: QueueView): Promise<void> {
    const signal = AbortSignal.timeout(settleTimeoutMs);
    while (!queue.isEmpty()) await this.#broker.broker.events.once(() => true, { signal });
  }
}
