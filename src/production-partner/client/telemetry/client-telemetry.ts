import type { SettlementObserver } from "../../../service-bus/consumer.ts";
import type { SendObserver } from "../../../service-bus/producer.ts";
import type { Telemetry } from "../../../telemetry/telemetry.ts";
import type { StagingWithin } from "../../ledger/order-ledger.ts";
import type { MessageProcessor } from "../message-processor.ts";
import type { ResolvedOptions } from "../options.ts";
import { CreateSpans } from "./create-spans.ts";
import { observeLedger } from "./ledger-gauges.ts";
import { MessageSpans } from "./message-spans.ts";
import { deviationCounter } from "./problem-metrics.ts";
import { sendSpans } from "./send-spans.ts";
import { settlementSpans } from "./settlement-spans.ts";
import { TracedLedger } from "./traced-ledger.ts";

/** The parts of a client that process messages. */
export type Processing = Pick<MessageProcessor, "process" | "replay" | "processDeadLetter" | "release">;

/** Measures a client: puts itself between its parts, so that they know nothing of it. */
export class ClientTelemetry {
  readonly messages: MessageSpans;
  readonly ledger: TracedLedger;
  readonly observeSettlement: SettlementObserver;
  readonly sending: { readonly propagates: boolean; readonly quietly: Telemetry["quietly"] };
  readonly producing: { readonly observe: SendObserver; readonly quietly: Telemetry["quietly"] };
  readonly staging: { readonly traced: (staging: StagingWithin) => StagingWithin };
  readonly ended: MessageSpans["ended"];
  readonly countDeviation: (type: string, path: string) => void;
  readonly #telemetry: Telemetry;
  readonly #options: ResolvedOptions;
  #stopObserving: (() => void) | undefined;

  constructor(telemetry: Telemetry, options: ResolvedOptions) {
    const { contract, inbound, outbound, ledger } = options;
    this.#telemetry = telemetry;
    this.#options = options;
    this.messages = new MessageSpans(telemetry, contract, inbound);
    this.ledger = new TracedLedger(ledger, telemetry, new CreateSpans(telemetry, outbound));
    const quietly: Telemetry["quietly"] = (work) => telemetry.quietly(work);
    this.sending = { propagates: telemetry.settings.propagate, quietly };
    this.producing = { observe: sendSpans(telemetry, outbound), quietly };
    this.staging = { traced: (staging) => this.ledger.within(staging) };
    this.ended = (raw, end) => this.messages.ended(raw, end);
    this.observeSettlement = settlementSpans(telemetry, inbound, this.messages);
    this.countDeviation = deviationCounter(telemetry);
  }

  /** The telemetry of a client that asks for it. */
  static of(options: ResolvedOptions): ClientTelemetry | undefined {
    return options.telemetry && new ClientTelemetry(options.telemetry, options);
  }

  /** Calls a function whose connections, and all that happens on them, belong to no trace. */
  quietly<T>(work: () => T): T {
    return this.#telemetry.quietly(work);
  }

  processing(processor: Processing): Processing {
    const { messages } = this;
    return {
      process: (raw, run) => messages.processed(raw, "queue", () => processor.process(raw, run)),
      replay: (message) => messages.processed(message.raw, "quarantine", () => processor.replay(message)),
      processDeadLetter: (raw) => messages.processed(raw, "dead-letter-queue", () => processor.processDeadLetter(raw)),
      release: () => processor.release(),
    };
  }

  start(subscribe: () => void): void {
    const { ledger, clock } = this.#options;
    this.#stopObserving ??= observeLedger(this.#telemetry, ledger, () => clock.now());
    this.quietly(subscribe);
  }

  stop(): void {
    this.#stopObserving?.();
  }
}
