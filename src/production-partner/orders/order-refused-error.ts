import { CardwrightError, type JsonValue } from "../../errors/cardwright-error.ts";
import { describeRefusal, type Refusal } from "./refusal.ts";

/** An order rule of S1 forbids what was asked, so nothing was sent. `refusal.reason` says which rule. */
export class OrderRefusedError extends CardwrightError {
  override readonly name: string = "OrderRefusedError";
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(`Not sent: ${describeRefusal(refusal)}`, {
      code: "ORDER_REFUSED",
      details: refusal as unknown as { readonly [key: string]: JsonValue },
      help: "Look the order up in the ledger, correct the call and repeat it.",
    });
    this.refusal = refusal;
  }
}
