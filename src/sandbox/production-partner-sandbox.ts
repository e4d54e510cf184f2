import type { QueueEndpoint } from "../production-partner/client/index.ts";
import { type QueueView, ServiceBusBroker } from "./broker/index.ts";
import { Ngoc, type NgocOptions } from "./ngoc/ngoc.ts";

/** Options of {@link ProductionPartnerSandbox.start}. */
export interface ProductionPartnerSandboxOptions extends Pick<NgocOptions, "refuse" | "concurrency"> {
  /** How long a message stays locked, in milliseconds. Default 30 000. */
  readonly lockDurationMs?: number;
  /** After how many failed deliveries a message goes to the dead-letter queue. Default 10. */
  readonly maxDeliveryCount?: number;
  /** The TCP port on 127.0.0.1. Default: a free one. */
  readonly port?: number;
}

const toPartner = "ngoc-to-partner";
const fromPartner = "partner-to-ngoc";
/** Both queues de-duplicate by messageId for five days (S1's contract page). */
const duplicateDetectionWindowMs = 5 * 24 * 60 * 60 * 1000;

/**
 * Everything a partner application needs to run against: a Service Bus in this process with the two queues, and a
 * simulated NGOC at their other end.
 *
 * @example
 * await using sandbox = await ProductionPartnerSandbox.start();
 * await using client = new ProductionPartnerClient(sandbox.partner);
 */
export class ProductionPartnerSandbox implements AsyncDisposable {
  readonly broker: ServiceBusBroker;
  readonly ngoc: Ngoc;
  /** What a partner is given: Listen on the one queue, Send on the other, and nothing else. */
  readonly partner: { readonly inbound: QueueEndpoint; readonly outbound: QueueEndpoint };

  private constructor(broker: ServiceBusBroker, ngoc: Ngoc) {
    this.broker = broker;
    this.ngoc = ngoc;
    this.partner = {
      inbound: { connectionString: broker.connectionString({ queue: toPartner, rights: ["Listen"] }) },
      outbound: { connectionString: broker.connectionString({ queue: fromPartner, rights: ["Send"] }) },
    };
  }

  /** Starts the broker and the simulated NGOC. */
  static async start(options: ProductionPartnerSandboxOptions = {}): Promise<ProductionPartnerSandbox> {
    const { lockDurationMs = 30_000, maxDeliveryCount = 10, port, ...ngocOptions } = options;
    const queue = { lockDurationMs, maxDeliveryCount, duplicateDetectionWindowMs };
    const broker = await ServiceBusBroker.start({
      queues: [
        { name: toPartner, ...queue },
        { name: fromPartner, ...queue },
      ],
      ...(port === undefined ? {} : { port }),
    });
    try {
      const ngoc = await Ngoc.start({
        ...ngocOptions,
        toPartner: {
          queue: toPartner,
          connectionString: broker.connectionString({ queue: toPartner, rights: ["Send"] }),
        },
        fromPartner: {
          queue: fromPartner,
          connectionString: broker.connectionString({ queue: fromPartner, rights: ["Listen"] }),
        },
      });
      return new ProductionPartnerSandbox(broker, ngoc);
    } catch (error) {
      await broker.close();
      throw error;
    }
  }

  /** The queue from NGOC to the partner. */
  get toPartner(): QueueView {
    return this.broker.queue(toPartner);
  }

  /** The queue from the partner to NGOC. */
  get fromPartner(): QueueView {
    return this.broker.queue(fromPartner);
  }

  /** Closes the simulated NGOC and the broker. */
  async close(): Promise<void> {
    await this.ngoc.close();
    await this.broker.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
