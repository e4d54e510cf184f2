import type { Contract } from "../../production-partner/contract/index.ts";
import { decodeMessage } from "../../production-partner/messages/index.ts";
import type { RawMessage } from "../ngoc/ngoc-options.ts";

/** Which way a message went. */
type Way = "to-partner" | "from-partner";

/** What is wrong with a message, or differs from the contract, and where. */
interface Finding {
  /** A JSON pointer into the body. */
  readonly path: string;
  readonly keyword: string;
  readonly message: string;
}

/** A message that went through the sandbox. */
export interface LoggedMessage {
  readonly number: number;
  readonly atMs: number;
  readonly way: Way;
  /** The subject. */
  readonly type: string;
  readonly messageId: string;
  readonly correlationId?: string;
  readonly cardIds: readonly string[];
  readonly shipmentId?: string;
  readonly body: string;
  /** Whether the receiver can read it under the contract. */
  readonly valid: boolean;
  /** Why it is invalid. */
  readonly issues: readonly Finding[];
  /** How it differs from the full contract, although it is valid. */
  readonly deviations: readonly Finding[];
  /** The decision of the simulated NGOC, once it decided. */
  verdict?: "accepted" | "refused" | "held";
  errorCode?: string;
}

/** What is already known of a message. */
interface About {
  readonly cardIds?: readonly string[];
  readonly shipmentId?: string | undefined;
  /** Given when its receiver has read it: it is not read a second time then. */
  readonly deviations?: readonly Finding[];
}

const maxMessages = 100_000;

/** Keeps every message that went through the sandbox, to be found by card and shipment. */
export class MessageLog {
  readonly #contract: Contract;
  readonly #now: () => number;
  readonly #messages = new Map<number, LoggedMessage>();
  readonly #latestOf = new Map<string, LoggedMessage>();
  /** The numbers of its messages, oldest first. */
  readonly #ofCard = new Map<string, number[]>();
  #number = 0;

  constructor(contract: Contract, now: () => number) {
    this.#contract = contract;
    this.#now = now;
  }

  /** Enters a message; `about` is what is already known of it. */
  add(way: Way, raw: RawMessage, about: About = {}): LoggedMessage {
    const body = textOf(raw.body);
    const decoded = about.deviations === undefined ? this.#decode(way, raw, body) : undefined;
    const known = decoded?.ok && way === "to-partner" ? this.#aboutOf(decoded.message) : about;
    const { correlationId } = raw;
    const answered = this.#latestOf.get(correlationId ?? "");
    const cardIds = known.cardIds?.length ? known.cardIds : (answered?.cardIds ?? []);
    const shipmentId = known.shipmentId ?? answered?.shipmentId;
    const message: LoggedMessage = {
      number: ++this.#number,
      atMs: this.#now(),
      way,
      type: raw.subject ?? "",
      messageId: raw.messageId ?? "",
      ...(correlationId !== undefined && { correlationId }),
      cardIds,
      ...(shipmentId !== undefined && { shipmentId }),
      body,
      valid: decoded?.ok ?? true,
      issues: decoded === undefined || decoded.ok ? [] : decoded.invalid.issues.map(finding),
      deviations: (decoded?.ok ? decoded.message.deviations : (about.deviations ?? [])).map(finding),
    };
    this.#enter(message);
    return message;
  }

  /** Messages after a number, oldest first; only those of a card or shipment, if given. */
  list(filter: {
    readonly after?: number;
    readonly limit?: number;
    readonly cardId?: string;
    readonly shipmentId?: string;
    readonly text?: string;
    /** Only the last so many, newest first. */
    readonly latest?: number;
  }): readonly LoggedMessage[] {
    const { after = 0, latest, limit = latest ?? 1000, cardId, shipmentId, text } = filter;
    const oldestFirst = cardId === undefined ? this.#messages.keys() : (this.#ofCard.get(cardId) ?? []);
    const numbers = latest === undefined ? oldestFirst : [...oldestFirst].reverse();
    const found: LoggedMessage[] = [];
    for (const number of numbers) {
      const message = this.#messages.get(number);
      if (message === undefined || number <= after) continue;
      if (shipmentId !== undefined && message.shipmentId !== shipmentId) continue;
      if (text !== undefined && !`${message.type}\n${message.messageId}\n${message.body}`.includes(text)) continue;
      found.push(message);
      if (found.length >= limit) break;
    }
    return found;
  }

  get(number: number): LoggedMessage | undefined {
    return this.#messages.get(number);
  }

  /** The latest message of an id. */
  latest(messageId: string): LoggedMessage | undefined {
    return this.#latestOf.get(messageId);
  }

  /** Returns everything, as JSON. */
  save(): readonly LoggedMessage[] {
    return [...this.#messages.values()];
  }

  /** Takes over what was saved. */
  restore(messages: readonly LoggedMessage[]): void {
    for (const message of messages) this.#enter(message);
  }

  clear(): void {
    for (const map of [this.#messages, this.#latestOf, this.#ofCard]) map.clear();
  }

  #enter(message: LoggedMessage): void {
    this.#number = Math.max(this.#number, message.number);
    this.#messages.set(message.number, message);
    if (message.messageId !== "") this.#latestOf.set(message.messageId, message);
    for (const cardId of message.cardIds) {
      const numbers = this.#ofCard.get(cardId);
      if (numbers === undefined) this.#ofCard.set(cardId, [message.number]);
      // A message may name a card twice.
      else if (numbers.at(-1) !== message.number) numbers.push(message.number);
    }
    if (this.#messages.size > maxMessages) this.#forget(message.number - maxMessages);
  }

  #forget(number: number): void {
    const message = this.#messages.get(number);
    if (message === undefined) return;
    this.#messages.delete(number);
    if (this.#latestOf.get(message.messageId) === message) this.#latestOf.delete(message.messageId);
    for (const cardId of message.cardIds) {
      const numbers = this.#ofCard.get(cardId);
      // The oldest of all messages is the oldest of its card.
      if (numbers?.[0] === number) numbers.shift();
      if (numbers?.length === 0) this.#ofCard.delete(cardId);
    }
  }

  #decode(way: Way, raw: RawMessage, body: string) {
    const receiver = way === "to-partner" ? "partner" : "ngoc";
    return decodeMessage({ ...raw, body: Buffer.from(body) }, { contract: this.#contract, receiver });
  }

  #aboutOf(message: { readonly type: string; readonly payload: unknown }) {
    const fact: object = this.#contract.factOf(message.type, message.payload);
    const { cardId, cardIds, shipmentId } = fact as {
      readonly cardId?: string;
      readonly cardIds?: readonly string[];
      readonly shipmentId?: string;
    };
    return { cardIds: cardIds ?? (cardId === undefined ? [] : [cardId]), shipmentId };
  }
}

function finding({ path, keyword, message }: Finding): Finding {
  return { path, keyword, message };
}

function textOf(body: unknown): string {
  if (typeof body === "string") return body;
  return body instanceof Uint8Array ? Buffer.from(body).toString("utf8") : (JSON.stringify(body) ?? "");
}
