import type { BuiltInContract } from "../../production-partner/contract/built-in.ts";
import type { Contract, ErrorCodeOf, SentType } from "../../production-partner/contract/index.ts";
import type { IncomingMessage, InvalidMessage } from "../../production-partner/messages/index.ts";
import type { Clock } from "../../timing/clock.ts";
import type { AnswerPlan } from "./answer-plan.ts";
import type { CounterpartOf, PartnerFact } from "./counterpart.ts";
import type { Judgement } from "./judgement.ts";
import type { SavedNgoc } from "./saved-ngoc.ts";

/** A message from the partner that fits the contract. */
export type PartnerMessage<C extends Contract = BuiltInContract> = IncomingMessage<SentType<C["messages"]>, C>;

/** Why NGOC refuses a notification. */
export interface Fault<Code extends string = ErrorCodeOf<BuiltInContract>> {
  readonly errorCode: Code;
  readonly details: string;
}

/** What a simulated NGOC speaks. */
export interface NgocContract<C extends Contract = BuiltInContract> {
  readonly contract: C;
  /** NGOC's half of the contract. */
  readonly counterpart: CounterpartOf<C>;
}

/** Options of {@link Ngoc.start}. */
export interface NgocOptions<C extends Contract = BuiltInContract> extends NgocContract<C> {
  /** The queue to the partner; needs Send. */
  readonly toPartner: { readonly connectionString: string; readonly queue: string };
  /** The queue from the partner; needs Listen. */
  readonly fromPartner: { readonly connectionString: string; readonly queue: string };
  /**
   * Lets a test refuse a correct notification, to exercise the error paths: the returned fault is sent as an Error
   * Notification, and the notification has no effect. Default: only notifications that break a rule are refused.
   */
  readonly refuse?: (message: PartnerMessage<C>, fact: PartnerFact) => Fault<ErrorCodeOf<C>> | undefined;
  /** How a notification is answered, so that a test can be silent, late or wrong. Default: by the rules. */
  readonly answer?: (message: PartnerMessage<C>, fact: PartnerFact) => AnswerPlan;
  /** How strictly it judges. Default: see {@link Judgement}. */
  readonly judgement?: Partial<Judgement>;
  /** The clock of late answers. Default: the system clock. */
  readonly clock?: Clock;
  /** What another process has saved with `save`. */
  readonly saved?: SavedNgoc | undefined;
  /** Messages that wait for the partner: NGOC has ordered what they request, even if `saved` does not know it. */
  readonly waiting?: readonly RawMessage[];
  /** How many messages are handled at a time. Default 16. */
  readonly concurrency?: number;
}

/**
 * An event of the simulated NGOC.
 *
 * - `message`: a message from the partner was handled and answered; with `fault`, NGOC refused it
 * - `held`: a message from the partner waits until `answerHeld` decides about it
 * - `invalid`: a message from the partner that does not fit the contract was consumed, and answered unless its subject
 *   is that of an Error Notification
 * - `sent`: a message went to the partner
 * - `problem`: receiving from the partner's queue failed; the Azure client tries again
 */
export type NgocEvent<C extends Contract = BuiltInContract> =
  | {
      readonly type: "message";
      readonly message: PartnerMessage<C>;
      readonly fact: PartnerFact;
      readonly fault?: Fault<ErrorCodeOf<C>>;
    }
  | { readonly type: "held"; readonly message: PartnerMessage<C>; readonly fact: PartnerFact }
  | { readonly type: "invalid"; readonly invalid: InvalidMessage; readonly raw: RawMessage }
  | {
      readonly type: "sent";
      readonly messageType: string;
      readonly message: RawMessage;
      /** What the message says by the contract; missing in one that was sent without a check, or later. */
      readonly payload?: unknown;
    }
  | { readonly type: "problem"; readonly error: Error };

/** A message of any shape, to simulate a counterpart that breaks the contract. */
export interface RawMessage {
  readonly subject?: string;
  readonly messageId?: string;
  readonly correlationId?: string;
  readonly body: unknown;
}

/** The ids of a message from NGOC. */
export interface MessageIds {
  /** Default: a new UUID. */
  readonly messageId?: string;
  /** The `messageId` of the message that it answers. Default: none. */
  readonly correlationId?: string;
}
