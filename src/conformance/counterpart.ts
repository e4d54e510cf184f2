import {
  ServiceBusClient,
  type ServiceBusMessage,
  type ServiceBusReceivedMessage,
  type ServiceBusReceiver,
  type ServiceBusSender,
} from "@azure/service-bus";
import type { Contract, Written } from "../production-partner/contract/index.ts";
import { createMessageId, decodeMessage, encodeMessage, messageIdText } from "../production-partner/messages/index.ts";
import { EventStream } from "../sandbox/event-stream.ts";
import type { NgocSide } from "../sandbox/ngoc/counterpart.ts";
import { failLostSends } from "../service-bus/lost-sends.ts";
import { type CaseLog, type Heard, names, type Ordered } from "./case-log.ts";
import type { Answering } from "./scenario.ts";

/** What the counterpart stands on. */
export interface CounterpartDeps {
  readonly contract: Contract;
  readonly side: NgocSide;
  readonly toPartner: { readonly connectionString: string; readonly queue: string };
  readonly fromPartner: { readonly connectionString: string; readonly queue: string };
  /** What is in the id of each card of this run. */
  readonly runKey: string;
}

/** The case that is running, and how NGOC answers in it. */
export interface RunningCase {
  readonly key: string;
  readonly log: CaseLog;
  readonly answers: { readonly produced: Answering; readonly shipped: Answering };
}

const maxBody = 2000;
/** The queue is on this machine: a scenario that breaks connections must not wait for the kit's own. */
const retryOptions = { maxRetries: 20, retryDelayInMs: 50, maxRetryDelayInMs: 200, timeoutInMs: 3000 };

/**
 * The NGOC of the kit. The sandbox's own answers each message by the rules; this one answers as a scenario says (late,
 * never, twice, with a refusal), breaks no rule of the application's for it, and writes everything down.
 */
export class ConformanceCounterpart implements AsyncDisposable {
  /** Emits after each message from the application. */
  readonly heard: EventStream<Heard> = new EventStream();
  readonly #deps: CounterpartDeps;
  readonly #out: ServiceBusClient;
  readonly #in: ServiceBusClient;
  readonly #sender: ServiceBusSender;
  readonly #receiver: ServiceBusReceiver;
  readonly #detailsPath: readonly string[];
  #running: RunningCase | undefined;

  private constructor(deps: CounterpartDeps) {
    this.#deps = deps;
    this.#detailsPath = detailsPathOf(deps);
    this.#out = new ServiceBusClient(deps.toPartner.connectionString, { retryOptions });
    this.#in = new ServiceBusClient(deps.fromPartner.connectionString, { retryOptions });
    this.#sender = this.#out.createSender(deps.toPartner.queue);
    failLostSends(this.#sender);
    this.#receiver = this.#in.createReceiver(deps.fromPartner.queue, { skipParsingBodyAsJson: true });
  }

  static async start(deps: CounterpartDeps): Promise<ConformanceCounterpart> {
    const counterpart = new ConformanceCounterpart(deps);
    await Promise.all([counterpart.#sender.createMessageBatch(), counterpart.#receiver.peekMessages(1)]);
    counterpart.#receiver.subscribe(
      // Faults that a scenario injects on the queue reach this receiver, too; the Azure client tries again.
      { processMessage: (raw) => counterpart.#receive(raw), processError: async () => {} },
      { autoCompleteMessages: true, maxConcurrentCalls: 1 },
    );
    return counterpart;
  }

  /** From now on what is heard belongs to this case. */
  begin(running: RunningCase): void {
    this.#running = running;
  }

  /** Sends a message as it is, and writes it down. */
  async send(message: ServiceBusMessage): Promise<string> {
    const messageId = String(message.messageId ?? createMessageId());
    const log = this.#running?.log;
    log?.entries.push({
      atMs: log.nowMs,
      way: "to-partner",
      subject: message.subject ?? "(no subject)",
      messageId,
      ...(message.correlationId !== undefined && { correlationId: String(message.correlationId) }),
      body: textOf(message.body),
    });
    await this.#sender.sendMessages({ ...message, messageId });
    return messageId;
  }

  /** Sends a payload of the contract. */
  sendWritten(
    written: Written,
    ids: { readonly messageId?: string; readonly correlationId?: string } = {},
  ): Promise<string> {
    const { messageId = createMessageId(), correlationId } = ids;
    return this.send(
      encodeMessage(
        { ...written, messageId, ...(correlationId !== undefined && { correlationId }) },
        this.#deps.contract,
      ),
    );
  }

  /** Answers what was heard: Report OK, Shipped OK, or an Error Notification. */
  async answer(heard: Heard, as: "ok" | "error"): Promise<void> {
    const { side, contract } = this.#deps;
    const log = this.#running?.log;
    const { fact } = heard;
    if (log === undefined || (fact?.kind !== "card-produced" && fact?.kind !== "shipped")) return;
    const known = orderOf(log, heard);
    if (known === undefined) return;
    const { organisationId, shipmentId } = known;
    const messageId = createMessageId();
    log.unanswerable.add(messageId);
    const ids = { messageId, correlationId: heard.messageId };
    if (as === "error") {
      heard.refused = true;
      const errorCode = contract.errorCodes[fact.kind === "shipped" ? "CARD_NOT_ACKNOWLEDGED" : "REPORT_DATA_MISSING"];
      const cardId = fact.kind === "card-produced" ? fact.cardId : undefined;
      const error = { errorCode: errorCode ?? contract.errorCodes.default, details: "Refused by the conformance kit" };
      await this.sendWritten(
        side.writeError({ ...error, organisationId, shipmentId, cardId, messageId: heard.messageId }),
        ids,
      );
    } else if (fact.kind === "card-produced") {
      known.acknowledged ??= log.next();
      await this.sendWritten(side.writeReportOk({ cardId: fact.cardId, organisationId, shipmentId }), ids);
    } else {
      await this.sendWritten(side.writeShippedOk({ shipmentId, organisationId, cardIds: fact.cardIds }), ids);
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#in.close(), this.#out.close()]);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #receive(raw: ServiceBusReceivedMessage): Promise<void> {
    const running = this.#running;
    if (running === undefined) return;
    const { contract, side } = this.#deps;
    const { log } = running;
    const decoded = decodeMessage(raw, { contract, receiver: "ngoc" });
    const body = textOf(raw.body);
    const fact = decoded.ok ? side.factOf(decoded.message.type, decoded.message.payload) : undefined;
    const correlationId = raw.correlationId === undefined ? undefined : String(raw.correlationId);
    const messageId = messageIdText(raw.messageId) ?? "";
    if (!this.#isOf(running, { fact, correlationId, body })) return;
    // A delivery that is repeated because the settlement was lost is no second message.
    if (messageId !== "" && log.heard.some((earlier) => earlier.messageId === messageId)) return;
    const heard: Heard = {
      atMs: log.nowMs,
      order: log.next(),
      messageId,
      correlationId,
      contentType: raw.contentType,
      subject: raw.subject,
      issues: decoded.ok ? [] : decoded.invalid.issues.map(({ message }) => message),
      deviations: decoded.ok ? decoded.message.deviations.map(({ message }) => message) : [],
      fact,
      details: fact?.kind === "refused" && decoded.ok ? valueAt(decoded.message.payload, this.#detailsPath) : undefined,
      refused: false,
    };
    log.heard.push(heard);
    log.entries.push({
      atMs: heard.atMs,
      way: "from-partner",
      subject: raw.subject ?? "(no subject)",
      messageId,
      ...(correlationId !== undefined && { correlationId }),
      body,
    });
    await this.#answerByItself(running, heard);
    this.heard.emit(heard);
  }

  async #answerByItself({ answers, log }: RunningCase, heard: Heard): Promise<void> {
    const { fact } = heard;
    if (fact?.kind !== "card-produced" && fact?.kind !== "shipped") return;
    const kind = fact.kind === "shipped" ? "shipped" : "produced";
    const how = answers[kind];
    if (how === "hold") return;
    const subject = fact.kind === "shipped" ? fact.shipmentId : fact.cardId;
    const wasRefused = log.heard.some((one) => one.refused && one.fact?.kind === fact.kind && names(one.fact, subject));
    await this.answer(heard, how === "refuse-once" && !wasRefused ? "error" : "ok");
    if (how === "ok-twice") await this.answer(heard, "ok");
  }

  /** What belongs to an earlier case is left alone: an application may be slower than the kit. */
  #isOf(
    { key, log }: RunningCase,
    said: { fact: Heard["fact"]; correlationId: string | undefined; body: string },
  ): boolean {
    if (said.body.includes(key)) return true;
    if (said.fact?.kind === "refused") {
      const refused = said.fact.messageId ?? said.correlationId;
      return refused === undefined || log.refusable.has(refused) || isSent(log, refused);
    }
    return !said.body.includes(this.#deps.runKey);
  }
}

function isSent(log: CaseLog, messageId: string): boolean {
  return log.entries.some((entry) => entry.way === "to-partner" && entry.messageId === messageId);
}

/** The order that a notification is about. */
function orderOf(log: CaseLog, { fact }: Heard): Ordered | undefined {
  if (fact?.kind === "card-produced") return log.ordered.get(fact.cardId);
  if (fact?.kind !== "shipped") return undefined;
  return [...log.ordered.values()].find(({ shipmentId }) => shipmentId === fact.shipmentId);
}

/** Where a contract has the details of an error: the path of the text in a payload that NGOC's half of the binding writes. */
function detailsPathOf({ contract, side }: CounterpartDeps): readonly string[] {
  const details = "Where the details are";
  const { payload } = side.writeError({
    ...{ errorCode: contract.errorCodes.default, details, messageId: createMessageId() },
    ...{ organisationId: "ORG", shipmentId: "S", cardId: "C" },
  });
  return pathOf(payload, details) ?? ["details"];
}

function pathOf(value: unknown, text: string): readonly string[] | undefined {
  if (value === text) return [];
  if (typeof value !== "object" || value === null) return undefined;
  for (const [name, one] of Object.entries(value)) {
    const rest = pathOf(one, text);
    if (rest !== undefined) return [name, ...rest];
  }
  return undefined;
}

function valueAt(payload: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, name) => Object(value)[name], payload);
}

function textOf(body: unknown): string {
  const text = body instanceof Uint8Array ? Buffer.from(body).toString("utf8") : (JSON.stringify(body) ?? "");
  return text.length > maxBody ? `${text.slice(0, maxBody)}…` : text;
}
