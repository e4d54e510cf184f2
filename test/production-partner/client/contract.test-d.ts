import { describe, expectTypeOf, test } from "vitest";
import {
  type BuiltInContract,
  type ErrorReport,
  type HandlerContext,
  ProductionPartnerClient,
  type ReceivedMessage,
  type UnknownMessage,
} from "../../../src/index.ts";
import type { RequestOf, TermsOf } from "../../../src/production-partner/contract/index.ts";
import { type Ngoc, ProductionPartnerSandbox } from "../../../src/sandbox/index.ts";
import { counterpart as vendorACounterpart } from "../../support/contracts/vendor-a/counterpart.ts";
import { type VendorAContract, vendorAContract } from "../../support/contracts/vendor-a/index.ts";
import { vendorCContract } from "../../support/contracts/vendor-c/index.ts";

type VendorAClient = ProductionPartnerClient<VendorAContract>;

describe("the types of a client", () => {
  test("come from the contract it is given, and without one from the built-in", () => {
    expectTypeOf(
      () => new ProductionPartnerClient({ contract: vendorAContract }),
    ).returns.toEqualTypeOf<VendorAClient>();
    expectTypeOf(() => new ProductionPartnerClient()).returns.toEqualTypeOf<ProductionPartnerClient<BuiltInContract>>();
    expectTypeOf<ProductionPartnerClient>().toEqualTypeOf<ProductionPartnerClient<BuiltInContract>>();
  });

  test("a handler gets the payload of a type that only this contract has", () => {
    (client: VendorAClient) =>
      client.on("BUREAU_ORDER_CANCELLED", ({ type, payload, deviations }) => {
        expectTypeOf(type).toEqualTypeOf<"BUREAU_ORDER_CANCELLED">();
        expectTypeOf(payload.cardRef).toEqualTypeOf<string>();
        expectTypeOf(deviations).toExtend<readonly { readonly path: string }[]>();
      });
  });

  test("what the contract does not receive is no name to register", () => {
    (client: VendorAClient) => {
      // @ts-expect-error a type of the built-in contract
      client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
      // @ts-expect-error a type that this partner sends
      client.on("BUREAU_CARD_DONE", () => {});
    };
    expectTypeOf<Parameters<VendorAClient["on"]>[0]>().toEqualTypeOf<
      "BUREAU_ORDER" | "BUREAU_ORDER_CANCELLED" | "BUREAU_ACCEPTED" | "BUREAU_FAILURE"
    >();
  });

  test("reports have the fields that only this contract has", () => {
    expectTypeOf<Parameters<VendorAClient["reportCardProduced"]>[0]>().toEqualTypeOf<
      TermsOf<VendorAContract>["cardProduced"]
    >();
    (client: VendorAClient) => {
      void client.reportCardProduced({ cardId: "C", reportData: {}, machine: "M7" });
      void client.reportShipped({ cardIds: ["C"], parcelNumber: "P-1" });
      // @ts-expect-error a field of the built-in contract
      void client.reportShipped({ cardIds: ["C"], carrier: { trackingId: "EP1" } });
    };
    (client: ProductionPartnerClient) => {
      void client.reportShipped({ cardIds: ["C"], carrier: { trackingId: "EP1" } });
      // @ts-expect-error a field of the other contract
      void client.reportCardProduced({ cardId: "C", reportData: {}, machine: "M7" });
      // @ts-expect-error the built-in contract wants a card or an accessory
      void client.reportShipped({ carrier: { trackingId: "EP1" } });
    };
  });

  test("errors have the codes of this contract", () => {
    (client: VendorAClient, { reject }: HandlerContext<VendorAContract>) => {
      void client.sendError({ errorCode: "NO_SUCH_CARD", details: "Example" });
      // @ts-expect-error a code of the built-in contract
      void client.sendError({ errorCode: "UNKNOWN_CARD", details: "Example" });
      expectTypeOf(reject({ errorCode: "TOO_MANY", details: "Example" }).errorCode).toEqualTypeOf<
        TermsOf<VendorAContract>["errorCode"]
      >();
      // @ts-expect-error a code of the built-in contract
      reject({ errorCode: "ARTICLE_NOT_AVAILABLE", details: "Example" });
    };
  });

  test("an Error Notification cannot be answered", () => {
    type Answerable = NonNullable<ErrorReport<VendorAContract>["message"]>;
    expectTypeOf<Extract<Answerable, { readonly type: "BUREAU_FAILURE" }>>().toBeNever();
    expectTypeOf<Extract<Answerable, { readonly type: "BUREAU_ORDER" }>>().not.toBeNever();
  });

  test("what is kept of a request is what its binding keeps", () => {
    expectTypeOf<VendorAClient["findRequest"]>().returns.resolves.toEqualTypeOf<
      TermsOf<VendorAContract>["kept"] | undefined
    >();
  });

  test("onAnyOther tells messages of the contract from unknown ones by the payload", () => {
    (client: VendorAClient) =>
      client.onAnyOther((message, { fact }) => {
        if (message.payload === undefined) expectTypeOf(message).toEqualTypeOf<UnknownMessage>();
        else expectTypeOf(message).toEqualTypeOf<ReceivedMessage<VendorAContract>>();
        if (fact.kind === "card-requested") expectTypeOf(fact.kept).toEqualTypeOf<TermsOf<VendorAContract>["kept"]>();
      });
  });

  test("reports within a transaction of the application are typed alike", () => {
    (client: VendorAClient, db: Parameters<VendorAClient["within"]>[0]) => {
      void client.within(db).reportCardProduced({ cardId: "C", reportData: {}, machine: "M7" });
    };
  });
});

describe("the types of a sandbox", () => {
  test("flow into the client of its partner", () => {
    const start = () => ProductionPartnerSandbox.start({ contract: vendorAContract, counterpart: vendorACounterpart });
    expectTypeOf(start).returns.resolves.toEqualTypeOf<ProductionPartnerSandbox<VendorAContract>>();
    (sandbox: ProductionPartnerSandbox<VendorAContract>) => {
      expectTypeOf(new ProductionPartnerClient(sandbox.partner)).toEqualTypeOf<VendorAClient>();
      expectTypeOf(new ProductionPartnerClient({ ...sandbox.partner, concurrency: 4 })).toEqualTypeOf<VendorAClient>();
    };
    (sandbox: ProductionPartnerSandbox) => {
      expectTypeOf(new ProductionPartnerClient(sandbox.partner)).toEqualTypeOf<ProductionPartnerClient>();
    };
  });

  test("a contract goes with its own counterpart", () => {
    () => {
      // @ts-expect-error the counterpart of another contract
      void ProductionPartnerSandbox.start({ contract: vendorCContract, counterpart: vendorACounterpart });
      // @ts-expect-error no counterpart
      void ProductionPartnerSandbox.start({ contract: vendorAContract });
    };
  });

  test("NGOC sends what the partner receives, typed by the contract", () => {
    (ngoc: Ngoc<VendorAContract>) => {
      void ngoc.send("BUREAU_ORDER_CANCELLED", { cardRef: "C" });
      // @ts-expect-error another payload
      void ngoc.send("BUREAU_ORDER_CANCELLED", { cardId: "C" });
      // @ts-expect-error a type that the partner sends
      void ngoc.send("BUREAU_CARD_DONE", { cardRef: "C" });
    };
    expectTypeOf<ReturnType<Ngoc["exampleRequest"]>>().toEqualTypeOf<RequestOf<BuiltInContract>>();
    expectTypeOf<RequestOf<BuiltInContract>["card"]["cardId"]>().toEqualTypeOf<string>();
  });
});
