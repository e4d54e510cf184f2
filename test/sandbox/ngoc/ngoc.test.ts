import { randomUUID } from "node:crypto";
import { ServiceBusClient } from "@azure/service-bus";
import { describe, expect, test } from "vitest";
import type { builtInContract } from "../../../src/production-partner/contract/index.ts";
import { createMessage, encodeMessage } from "../../../src/production-partner/messages/index.ts";
import { exampleRequest, type NgocEvent, ProductionPartnerSandbox } from "../../../src/sandbox/index.ts";
import { NgocOrderBook } from "../../../src/sandbox/ngoc/order-book.ts";
import { counterpart } from "../../support/contracts/vendor-a/counterpart.ts";
import { vendorAContract } from "../../support/contracts/vendor-a/index.ts";

describe("the simulated NGOC", () => {
  test("refuses what is not exactly of its contract before it is sent", async () => {
    await using sandbox = await ProductionPartnerSandbox.start();
    const bad = { ...exampleRequest(), shipmentId: 7 } as unknown as ReturnType<typeof exampleRequest>;
    await expect(sandbox.ngoc.sendRequest(bad)).rejects.toMatchObject({ code: "INVALID_MESSAGE" });
    await expect(
      sandbox.ngoc.send("EXTERNAL_PRODUCTION_ERROR", { errorCode: "INVENTED" as "INTERNAL_ERROR", details: "x" }),
    ).rejects.toMatchObject({ code: "INVALID_MESSAGE" });
    expect(sandbox.toPartner.totals().enqueued ?? 0).toBe(0);
  });

  test("knows an order that is sent as any message, and gives a message the ids it is told", async () => {
    await using sandbox = await ProductionPartnerSandbox.start();
    const messageId = randomUUID();
    expect(await sandbox.ngoc.send("EXTERNAL_PRODUCTION_REQUEST_SENT", exampleRequest(), { messageId })).toEqual({
      messageId,
    });
    expect(sandbox.ngoc.book.stateOf("CARD-1")).toBe("ordered");
  });

  test("makes example requests of the contract in use", async () => {
    await using sandbox = await ProductionPartnerSandbox.start({ contract: vendorAContract, counterpart });
    const accessories = [{ accessoryId: "ACC-1", articleId: "LANYARD", quantity: 2 }];
    const request = sandbox.ngoc.exampleRequest({ cardId: "CARD-7", expected: ["UID"], accessories });
    expect(vendorAContract.definitionOf("BUREAU_ORDER")?.strict(request).valid).toBe(true);
    expect(vendorAContract.factOf("BUREAU_ORDER", request)).toMatchObject({
      kind: "card-requested",
      cardId: "CARD-7",
      expectedReportDataFields: ["UID"],
      accessories,
    });
  });

  test("needs the counterpart of a contract, and of no other", async () => {
    const without = { contract: vendorAContract } as unknown as { contract: typeof builtInContract };
    await expect(ProductionPartnerSandbox.start(without)).rejects.toMatchObject({ code: "COUNTERPART" });
    const alone = { counterpart } as unknown as { contract: typeof builtInContract };
    await expect(ProductionPartnerSandbox.start(alone)).rejects.toMatchObject({ code: "COUNTERPART" });
  });

  test("refuses with the codes of the contract, and a test may refuse with any of them", async () => {
    await using sandbox = await ProductionPartnerSandbox.start({
      contract: vendorAContract,
      counterpart,
      refuse: (message, fact) =>
        message.type === "BUREAU_CARD_DONE" && fact.kind === "card-produced" && fact.cardId === "PICKY"
          ? { errorCode: "INCOMPLETE", details: "Not readable" }
          : message.type === "BUREAU_FAILURE"
            ? { errorCode: "FAILED", details: "Cannot be said" }
            : undefined,
    });
    const events: NgocEvent<typeof vendorAContract>[] = [];
    sandbox.ngoc.events.on((event) => events.push(event));
    const { broker, ngoc } = sandbox;
    const faults = () => events.flatMap((event) => (event.type === "message" && event.fault ? [event.fault] : []));
    await using azure = new AsyncDisposableStack();
    const connection = new ServiceBusClient(broker.connectionString());
    azure.defer(() => connection.close());
    const sender = connection.createSender(sandbox.fromPartner.name);
    for (const cardRef of ["PICKY", "CARD-9"]) {
      const payload = { shipmentRef: "SHIP-1", cardRef, readouts: {} };
      const message = createMessage("BUREAU_CARD_DONE", payload, {}, vendorAContract);
      await sender.sendMessages(encodeMessage(message, vendorAContract));
    }
    const failure = createMessage("BUREAU_FAILURE", { code: "FAILED", text: "Example" }, {}, vendorAContract);
    await sender.sendMessages(encodeMessage(failure, vendorAContract));
    await ngoc.until(() => faults().length === 3);
    expect(
      faults()
        .map(({ errorCode }) => errorCode)
        .sort(),
    ).toEqual(["FAILED", "INCOMPLETE", "NO_SUCH_CARD"]);
    // An Error Notification is never answered.
    expect(events.filter(({ type }) => type === "sent")).toHaveLength(2);
  });
});

describe("NGOC's record", () => {
  const order = {
    cardId: "A",
    shipmentId: "SHIP-1",
    organisationId: "ORG-1",
    expectedReportDataFields: ["UID"],
    accessories: [{ accessoryId: "ACC", articleId: undefined, quantity: 2 }],
  };
  const report = {
    kind: "card-produced",
    cardId: "A",
    shipmentId: "SHIP-1",
    organisationId: "ORG-1",
    reportedFields: ["UID"],
  } as const;
  const book = (hasQuantities = true) => {
    const created = new NgocOrderBook({ hasQuantities });
    created.order(order, "m1");
    return created;
  };

  test.each([
    ["another organisation", { organisationId: "ORG-2" }, "ORGANISATION_MISMATCH"],
    ["another shipment", { shipmentId: "SHIP-2" }, "NOT_IN_SHIPMENT"],
    ["a field less", { reportedFields: [] }, "REPORT_DATA_MISSING"],
    ["a card that nobody ordered", { cardId: "B" }, "UNKNOWN_CARD"],
  ])("objects to a report with %s", (_, change, reason) => {
    expect(book().produced({ ...report, ...change })).toMatchObject({ reason });
  });

  test("does not compare what a contract does not say", () => {
    expect(book().produced({ ...report, organisationId: undefined, shipmentId: undefined })).toBeUndefined();
  });

  test("takes a line without a quantity as all that are open", () => {
    const shipped = {
      kind: "shipped",
      shipmentId: "SHIP-1",
      organisationId: undefined,
      cardIds: [],
      accessories: [{ accessoryId: "ACC", quantity: 1 }],
    } as const;
    const counted = book();
    counted.shipped(shipped);
    expect(counted.countOpenAccessories()).toBe(1);
    const whole = book(false);
    whole.shipped(shipped);
    expect(whole.countOpenAccessories()).toBe(0);
    expect(whole.shipped(shipped)).toMatchObject({ reason: "ACCESSORY_QUANTITY_EXCEEDED" });
  });

  test("takes back a card with its accessories", () => {
    const withdrawn = book();
    withdrawn.cancel({ cardId: "A" });
    expect(withdrawn.stateOf("A")).toBe("refused");
    expect(withdrawn.countOpenAccessories()).toBe(0);
    expect(withdrawn.produced(report)).toMatchObject({ reason: "UNKNOWN_CARD" });
  });

  test("answers a shipment once, when all of it was shipped, if it is told to", async () => {
    await using sandbox = await ProductionPartnerSandbox.start({ judgement: { shippedOk: "per-shipment" } });
    const client = new ServiceBusClient(sandbox.broker.connectionString());
    const sender = client.createSender("partner-to-ngoc");
    const send = (type: "EXTERNAL_PRODUCTION_CARD_PRODUCED" | "EXTERNAL_PRODUCTION_SHIPPED", more: object) => {
      const payload = { organisationId: "ORG-1", shipmentId: "SHIP-1", ...more };
      const handled = sandbox.ngoc.events.once((event) => event.type === "message");
      return Promise.all([handled, sender.sendMessages({ subject: type, messageId: randomUUID(), body: payload })]);
    };
    const acknowledged = () =>
      sandbox.toPartner.messages().filter(({ subject }) => subject === "EXTERNAL_PRODUCTION_SHIPPED_OK").length;
    for (const cardId of ["A", "B"]) await sandbox.ngoc.sendRequest(exampleRequest({ cardId }));
    for (const cardId of ["A", "B"]) await send("EXTERNAL_PRODUCTION_CARD_PRODUCED", { cardId, reportData: {} });
    await send("EXTERNAL_PRODUCTION_SHIPPED", { cardIds: ["A"] });
    expect(acknowledged()).toBe(0);
    await send("EXTERNAL_PRODUCTION_SHIPPED", { cardIds: ["B"] });
    expect(acknowledged()).toBe(1);
    await client.close();
  });
});
