import { CardwrightError, type JsonValue } from "../../errors/cardwright-error.ts";
import { describeRefusal, type Refusal } from "./refusal.ts";

/**
 * An order rule of the Production Partner guide forbids a message, so nothing was sent. `refusal.reason` is the rule.
 */
export class OrderRefusedError extends CardwrightError {
  override readonly name: string = "OrderRefusedError";
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(`Not sent: ${describeRefusal(refusal)}`, {
      code: "ORDER_REFUSED",
      details: refusal as unknown as { readonly [key: string]: JsonValue },
      help: "Look up the order in the ledger, correct the call and repeat it.",
    });
    this.refusal = refusal;
  }
}
