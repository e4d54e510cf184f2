import { ConfigurationError } from "../errors/configuration-error.ts";
import type { QueueEndpoint } from "../production-partner/client/index.ts";
import { type BuiltInContract, builtInContract } from "../production-partner/contract/built-in.ts";
import type { Contract } from "../production-partner/contract/index.ts";
import {
  type AccessKey,
  type Clock,
  type QueueOptions,
  type QueueView,
  ServiceBusBroker,
  type SnapshotOptions,
  type TlsOptions,
} from "./broker/index.ts";
import { builtInCounterpart } from "./ngoc/built-in-counterpart.ts";
import { Ngoc } from "./ngoc/ngoc.ts";
import type { NgocContract, NgocOptions, RawMessage } from "./ngoc/ngoc-options.ts";

/** Options of {@link ProductionPartnerSandbox.start}. */
export interface ProductionPartnerSandboxOptions<C extends Contract = BuiltInContract>
  extends Pick<NgocOptions<C>, "answer" | "concurrency" | "judgement" | "refuse" | "saved">,
    Partial<NgocContract<C>> {
  /** How long a message stays locked, in milliseconds. Default 30 000. */
  readonly lockDurationMs?: number;
  /** Number of failed deliveries after which a message goes to the dead-letter queue. Default 10. */
  readonly maxDeliveryCount?: number;
  /** The TCP port. Default: a free one. */
  readonly port?: number;
  /** The address to listen on. Default `127.0.0.1`; another that other machines reach needs keys of its own. */
  readonly host?: string;
  /** More keys of the broker, such as the well-known one of the official emulator. Default: none. */
  readonly keys?: readonly AccessKey[];
  /** More queues, such as those of the official emulator's `Config.json`. Default: none. */
  readonly queues?: readonly QueueOptions[];
  /** A file that keeps the queues and keys. Default: none. */
  readonly snapshot?: SnapshotOptions;
  /** The contract of both ends, with its `counterpart`. Default: the built-in contract. */
  readonly contract?: C;
  /** A certificate, for clients that come over TLS or a WebSocket; others still come over TCP. Default: none. */
  readonly tls?: TlsOptions;
  /** The clock for locks and duplicate detection, such as a `ManualClock`. Default: the system clock. */
  readonly clock?: Clock;
}

const toPartner = "ngoc-to-partner";
const fromPartner = "partner-to-ngoc";
/** Both queues de-duplicate by messageId for five days, as the Production Partner guide says. */
const duplicateDetectionWindowMs = 5 * 24 * 60 * 60 * 1000;

/**
 * A complete environment for a partner application: a Service Bus in this process with both queues, and a simulated
 * NGOC at their other end.
 *
 * @example
 * await using sandbox = await ProductionPartnerSandbox.start();
 * await using client = new ProductionPartnerClient(sandbox.partner);
 */
export class ProductionPartnerSandbox<C extends Contract = BuiltInContract> implements AsyncDisposable {
  readonly broker: ServiceBusBroker;
  readonly ngoc: Ngoc<C>;
  /**
   * Options of the partner's client: its endpoints, with Listen on one queue, Send on the other, and no other rights, and
   * the contract.
   */
  readonly partner: { readonly inbound: QueueEndpoint; readonly outbound: QueueEndpoint; readonly contract: C };

  private constructor(broker: ServiceBusBroker, ngoc: Ngoc<C>, contract: C) {
    this.broker = broker;
    this.ngoc = ngoc;
    this.partner = {
      contract,
      inbound: { connectionString: broker.connectionString({ queue: toPartner, rights: ["Listen"] }) },
      outbound: { connectionString: broker.connectionString({ queue: fromPartner, rights: ["Send"] }) },
    };
  }

  /**
   * Starts the broker and the simulated NGOC.
   *
   * @throws ConfigurationError `COUNTERPART` when a contract is given without its counterpart, or the other way round
   */
  static async start(options?: ProductionPartnerSandboxOptions): Promise<ProductionPartnerSandbox>;
  static async start<C extends Contract>(
    options: ProductionPartnerSandboxOptions<C> & NgocContract<C>,
  ): Promise<ProductionPartnerSandbox<C>>;
  static async start<C extends Contract>(
    options: ProductionPartnerSandboxOptions<C> = {},
  ): Promise<ProductionPartnerSandbox<C>> {
    const {
      lockDurationMs = 30_000,
      maxDeliveryCount = 10,
      port,
      clock,
      tls,
      host,
      keys,
      queues = [],
      snapshot,
    } = options;
    const { answer, judgement, saved, refuse, concurrency } = options;
    const spoken = spokenBy(options);
    const queue = { lockDurationMs, maxDeliveryCount, duplicateDetectionWindowMs };
    const broker = await ServiceBusBroker.start({
      queues: [
        { name: toPartner, ...queue },
        { name: fromPartner, ...queue },
        ...queues.filter(({ name }) => ![toPartner, fromPartner].includes(name.toLowerCase())),
      ],
      ...(host !== undefined && { host }),
      ...(keys !== undefined && { keys }),
      ...(snapshot !== undefined && { snapshot }),
      ...(port !== undefined && { port }),
      ...(clock !== undefined && { clock }),
      ...(tls !== undefined && { tls }),
    });
    try {
      const ngoc = await Ngoc.start({
        ...spoken,
        ...(refuse !== undefined && { refuse }),
        ...(answer !== undefined && { answer }),
        ...(judgement !== undefined && { judgement }),
        ...(saved !== undefined && { saved }),
        waiting: snapshot === undefined ? [] : rawMessages(broker.queue(toPartner)),
        ...(clock !== undefined && { clock }),
        ...(concurrency !== undefined && { concurrency }),
        toPartner: {
          queue: toPartner,
          connectionString: broker.connectionString({ queue: toPartner, rights: ["Send"] }),
        },
        fromPartner: {
          queue: fromPartner,
          connectionString: broker.connectionString({ queue: fromPartner, rights: ["Listen"] }),
        },
      });
      return new ProductionPartnerSandbox(broker, ngoc, spoken.contract);
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

function rawMessages(queue: QueueView): readonly RawMessage[] {
  return queue
    .messages()
    .map(({ subject, messageId, body }) => ({ ...(subject !== undefined && { subject }), messageId, body }));
}

function spokenBy<C extends Contract>({ contract, counterpart }: Partial<NgocContract<C>>): NgocContract<C> {
  if (contract !== undefined && counterpart !== undefined) return { contract, counterpart };
  if (contract === undefined && counterpart === undefined) {
    // Without a contract C is the built-in one, as the overloads of `start` say.
    return { contract: builtInContract, counterpart: builtInCounterpart } as unknown as NgocContract<C>;
  }
  throw new ConfigurationError("A contract of the sandbox needs its counterpart", {
    code: "COUNTERPART",
    help: "Pass both options, contract and counterpart: the other half of the contract's binding.",
  });
}
