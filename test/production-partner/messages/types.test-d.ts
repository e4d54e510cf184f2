import { describe, expectTypeOf, test } from "vitest";
import type { ValidationIssue } from "../../../src/errors/validation-issue.ts";
import type { ProductionPartnerClient } from "../../../src/index.ts";
import type { Contract } from "../../../src/production-partner/contract/index.ts";
import type {
  IncomingMessage,
  OutgoingMessage,
  ReceivedPayloads,
  StrictPayloads,
  TypeReceivedBy,
  TypeSentBy,
} from "../../../src/production-partner/messages/index.ts";
import type { MessageDefinition } from "../../../src/validation/index.ts";

type Address = StrictPayloads["EXTERNAL_PRODUCTION_REQUEST_SENT"]["address"];
type Shipped = StrictPayloads["EXTERNAL_PRODUCTION_SHIPPED"];

interface OtherContract extends Contract {
  readonly messages: {
    readonly A: MessageDefinition<"A", "receive", { a: string }, { a: string }>;
    readonly B: MessageDefinition<"B", "send", { a: string }, { a: string }>;
  };
}

describe("the types of messages", () => {
  test("an address has a recipient, a company, or both", () => {
    expectTypeOf<{ recipient: string }>().toExtend<Address>();
    expectTypeOf<{ companyName: string; city: string }>().toExtend<Address>();
    expectTypeOf<{ recipient: string; companyName: string }>().toExtend<Address>();
    expectTypeOf<{ city: string }>().not.toExtend<Address>();
  });

  test("a shipment has cards, accessories, or both", () => {
    expectTypeOf<{ organisationId: string; shipmentId: string; cardIds: string[] }>().toExtend<Shipped>();
    expectTypeOf<{ organisationId: string; shipmentId: string }>().not.toExtend<Shipped>();
    expectTypeOf<{ cardIds: string[] }>().not.toExtend<Shipped>();
  });

  test("checking the type narrows the payload", () => {
    type Request = Extract<IncomingMessage, { type: "EXTERNAL_PRODUCTION_REQUEST_SENT" }>;
    expectTypeOf<Request["payload"]["card"]["cardId"]>().toEqualTypeOf<string>();
    expectTypeOf<keyof Extract<OutgoingMessage, { type: "EXTERNAL_PRODUCTION_REPORT_OK" }>["payload"]>().toEqualTypeOf<
      "organisationId" | "shipmentId" | "cardId"
    >();
  });

  test("error codes are closed for sending and open for receiving", () => {
    expectTypeOf<"INVENTED">().not.toExtend<StrictPayloads["EXTERNAL_PRODUCTION_ERROR"]["errorCode"]>();
    expectTypeOf<string>().toExtend<ReceivedPayloads["EXTERNAL_PRODUCTION_ERROR"]["errorCode"]>();
  });

  test("what arrives has what the vendor has said, and the ids that the partner needs", () => {
    type Request = IncomingMessage<"EXTERNAL_PRODUCTION_REQUEST_SENT">["payload"];
    expectTypeOf<Request["address"]>().toEqualTypeOf<Address | undefined>();
    expectTypeOf<Request["shipmentId"]>().toEqualTypeOf<string>();
    expectTypeOf<IncomingMessage["deviations"]>().toEqualTypeOf<readonly ValidationIssue[]>();
    expectTypeOf<IncomingMessage["raw"]>().toBeUnknown();
  });

  test("messages are those of the contract in use; of one that is not known, the type is any text", () => {
    expectTypeOf<IncomingMessage<"A" | "B", OtherContract>>().toExtend<{ type: "A" | "B"; payload: { a: string } }>();
    expectTypeOf<TypeReceivedBy<"partner", OtherContract>>().toEqualTypeOf<"A">();
    expectTypeOf<TypeSentBy<"partner", OtherContract>>().toEqualTypeOf<"B">();
    expectTypeOf<IncomingMessage<string, Contract>>().toExtend<{ type: string; payload: unknown }>();
    expectTypeOf<TypeReceivedBy<"ngoc", Contract>>().toEqualTypeOf<string>();
  });

  test("each end has its message types, and errors go both ways", () => {
    expectTypeOf<TypeReceivedBy<"partner">>().toEqualTypeOf<TypeSentBy<"ngoc">>();
    expectTypeOf<TypeSentBy<"partner">>().toEqualTypeOf<
      "EXTERNAL_PRODUCTION_CARD_PRODUCED" | "EXTERNAL_PRODUCTION_SHIPPED" | "EXTERNAL_PRODUCTION_ERROR"
    >();
  });

  test("a handler is registered for what a partner receives, and gets it narrowed", () => {
    type On = ProductionPartnerClient["on"];
    expectTypeOf<Parameters<On>[0]>().toEqualTypeOf<TypeReceivedBy<"partner">>();
    expectTypeOf<"EXTERNAL_PRODUCTION_SHIPPED">().not.toExtend<Parameters<On>[0]>();
  });
});
