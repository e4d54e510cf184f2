import { expectTypeOf, test } from "vitest";
import type { ProductionPartnerClient } from "../../../src/index.ts";
import type {
  IncomingMessage,
  OutgoingMessage,
  StrictPayloads,
  TolerantPayloads,
  TypeReceivedBy,
  TypeSentBy,
} from "../../../src/production-partner/messages/index.ts";

type Address = StrictPayloads["EXTERNAL_PRODUCTION_REQUEST_SENT"]["address"];
type Shipped = StrictPayloads["EXTERNAL_PRODUCTION_SHIPPED"];

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
  expectTypeOf<string>().toExtend<TolerantPayloads["EXTERNAL_PRODUCTION_ERROR"]["errorCode"]>();
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
