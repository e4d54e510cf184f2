import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  MemoryLedger,
  type Problem,
  ProductionPartnerClient,
  RejectMessageError,
  type UnknownMessage,
} from "../../../src/index.ts";
import type { Contract } from "../../../src/production-partner/contract/index.ts";
import type { OrderLedger } from "../../../src/production-partner/ledger/index.ts";
import {
  type CounterpartOf,
  exampleRequest,
  type PartnerMessage,
  ProductionPartnerSandbox,
} from "../../../src/sandbox/index.ts";
import { counterpart as vendorA } from "../../support/contracts/vendor-a/counterpart.ts";
import { vendorAContract } from "../../support/contracts/vendor-a/index.ts";
import { counterpart as vendorC } from "../../support/contracts/vendor-c/counterpart.ts";
import { vendorCContract } from "../../support/contracts/vendor-c/index.ts";
import { waitFor } from "../../support/wait-for.ts";
import { startPartner } from "./partner.ts";

/** A client and the sandbox it talks to, under a contract. */
async function startUnder<C extends Contract>(
  contract: C,
  counterpart: CounterpartOf<C>,
  ledger: OrderLedger = new MemoryLedger(),
) {
  const sandbox = await ProductionPartnerSandbox.start<C>({ contract, counterpart });
  const problems: Problem[] = [];
  const toNgoc: PartnerMessage<C>[] = [];
  sandbox.ngoc.events.on((event) => {
    if (event.type === "message") toNgoc.push(event.message);
  });
  const onProblem = (problem: Problem) => void problems.push(problem);
  const client = new ProductionPartnerClient({ ...sandbox.partner, ledger, redeliveryDelayMs: 0, onProblem });
  const { broker, toPartner, fromPartner } = sandbox;
  return {
    sandbox,
    client,
    problems,
    toNgoc,
    settled: (what: string, holds: () => boolean) =>
      waitFor({ broker, what, until: () => holds() && toPartner.isEmpty() && fromPartner.isEmpty() }),
    async [Symbol.asyncDispose]() {
      await client.close();
      await sandbox.close();
    },
  };
}

describe("an order under another contract", () => {
  test("goes from the request to its end, with messages, ids and fields of that contract", async () => {
    await using partner = await startUnder(vendorAContract, vendorA);
    const { client, sandbox, problems, toNgoc, settled } = partner;
    client
      .on("BUREAU_ORDER", async ({ payload }) => {
        await client.reportCardProduced({ cardId: payload.card.cardRef, reportData: { UID: "04" }, machine: "M7" });
      })
      .on("BUREAU_ACCEPTED", async ({ payload }) => {
        if (payload.accepted !== "CARD" || payload.cardRef === undefined) return;
        const accessories = [{ shipmentId: payload.shipmentRef, accessoryId: "ACC-1", quantity: 2 }];
        await client.reportShipped({ cardIds: [payload.cardRef], accessories, parcelNumber: "P-1" });
      });
    await client.start();
    const accessories = [{ accessoryId: "ACC-1", articleId: "LANYARD", quantity: 2 }];
    await sandbox.ngoc.sendRequest(sandbox.ngoc.exampleRequest({ expected: ["UID"], accessories }));
    await settled("the dispatch", () => toNgoc.length === 2);
    expect(toNgoc.map(({ type }) => type)).toEqual(["BUREAU_CARD_DONE", "BUREAU_DISPATCHED"]);
    expect(toNgoc[0]?.payload).toMatchObject({ cardRef: "CARD-1", machine: "M7" });
    expect(toNgoc[1]?.payload).toMatchObject({ parcelNumber: "P-1", accessories: [{ lineRef: "ACC-1", pieces: 2 }] });
    expect(await client.ledger.findCard("CARD-1")).toMatchObject({ state: "shipped" });
    expect(sandbox.ngoc.book.countCards()).toMatchObject({ shipped: 1 });
    expect(problems).toEqual([]);
  });

  test("is taken back by a message type that only that contract has", async () => {
    await using partner = await startUnder(vendorAContract, vendorA);
    const { client, sandbox, problems, settled } = partner;
    const withdrawn: string[] = [];
    client
      .on("BUREAU_ORDER", () => {})
      .on("BUREAU_ORDER_CANCELLED", ({ payload }) => void withdrawn.push(payload.cardRef));
    await client.start();
    await sandbox.ngoc.sendRequest(sandbox.ngoc.exampleRequest());
    await sandbox.ngoc.send("BUREAU_ORDER_CANCELLED", { cardRef: "CARD-1" });
    await settled("the cancellation", () => withdrawn.length === 1);
    expect(await client.ledger.findCard("CARD-1")).toMatchObject({ state: "rejected" });
    expect(sandbox.ngoc.book.stateOf("CARD-1")).toBe("refused");
    await expect(client.reportCardProduced({ cardId: "CARD-1", reportData: {} })).rejects.toMatchObject({
      refusal: { reason: "CARD_REJECTED" },
    });
    expect(problems).toEqual([]);
  });

  test("errors go out with the codes of that contract, both ways", async () => {
    await using partner = await startUnder(vendorAContract, vendorA);
    const { client, sandbox, toNgoc, settled } = partner;
    const fromNgoc: string[] = [];
    client
      .on("BUREAU_ORDER", ({ payload }, { reject }) => {
        if (payload.card.cardRef === "CARD-2") throw reject({ errorCode: "INCOMPLETE", details: "No design" });
      })
      .on("BUREAU_FAILURE", ({ payload }) => void fromNgoc.push(payload.code));
    await client.start();
    await sandbox.ngoc.sendRaw({ subject: "BUREAU_ORDER", messageId: randomUUID(), body: {} });
    await sandbox.ngoc.sendRaw({ subject: "EXTERNAL_PRODUCTION_ERROR", messageId: randomUUID(), body: {} });
    await sandbox.ngoc.send("BUREAU_ACCEPTED", { accepted: "CARD", shipmentRef: "SHIP-9", cardRef: "CARD-9" });
    await sandbox.ngoc.send("BUREAU_ACCEPTED", { accepted: "CARD", shipmentRef: "SHIP-9" });
    await sandbox.ngoc.sendRequest(sandbox.ngoc.exampleRequest({ cardId: "CARD-2" }));
    await settled("five answers", () => toNgoc.length === 5);
    const codes = toNgoc.map((message) => message.type === "BUREAU_FAILURE" && message.payload.code);
    expect(codes.sort()).toEqual(["INCOMPLETE", "MALFORMED", "MALFORMED", "NOT_SUPPORTED", "NO_SUCH_CARD"]);
    await sandbox.ngoc.send("BUREAU_FAILURE", { code: "TOO_MANY", text: "Example" });
    await settled("the failure", () => fromNgoc.length === 1);
    expect(fromNgoc).toEqual(["TOO_MANY"]);
  });

  test("without quantities of accessories must ship all that are open of one", async () => {
    await using partner = await startUnder(vendorCContract, vendorC);
    const { client, sandbox, toNgoc, settled } = partner;
    client.on("BadgeRequest", async ({ payload }) => {
      await client.reportCardProduced({ cardId: payload.badge, reportData: {} });
    });
    await client.start();
    // The same extra in two requests: two pieces are open.
    const accessories = [{ accessoryId: "HOLDER", quantity: 1 }];
    for (const cardId of ["A", "B"]) {
      await sandbox.ngoc.sendRequest(sandbox.ngoc.exampleRequest({ cardId, accessories }));
    }
    await settled("both reports", () => toNgoc.length === 2);
    const holder = { shipmentId: "SHIP-1", accessoryId: "HOLDER" };
    await expect(
      client.reportShipped({ cardIds: ["A"], accessories: [{ ...holder, quantity: 1 }] }),
    ).rejects.toMatchObject({ refusal: { reason: "ACCESSORY_INCOMPLETE" } });
    await client.reportShipped({ cardIds: ["A"], accessories: [{ ...holder, quantity: 2 }] });
    await settled("the parcel", () => toNgoc.length === 3);
    expect(toNgoc[2]).toMatchObject({ type: "ParcelPosted", payload: { badges: ["A"], extras: ["HOLDER"] } });
    expect(sandbox.ngoc.book.countOpenAccessories()).toBe(0);
  });

  test("never answers Error Notifications of either direction", async () => {
    await using partner = await startUnder(vendorCContract, vendorC);
    const { client, sandbox, problems, settled } = partner;
    client.on("BadgeRequest", () => {});
    await client.start();
    for (const subject of ["OfficeRejection", "ShopRefusal"]) {
      await sandbox.ngoc.sendRaw({ subject, messageId: randomUUID(), body: [] });
    }
    await settled("both problems", () => problems.length === 2);
    expect(problems.map(({ kind }) => kind)).toEqual(["invalid-error-notification", "invalid-error-notification"]);
    expect(sandbox.fromPartner.totals().enqueued ?? 0).toBe(0);
  });
});

describe("a message type that the contract does not have", () => {
  test("goes to onAnyOther as it arrived, and is not answered", async () => {
    await using partner = await startPartner();
    const { client, sandbox, problems, settled } = partner;
    const unknown: UnknownMessage[] = [];
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
    client.onAnyOther((message) => {
      if (message.payload === undefined) unknown.push(message);
    });
    await client.start();
    const messageId = randomUUID();
    const body = { cardId: "CARD-1" };
    await sandbox.ngoc.sendRaw({ subject: "EXTERNAL_PRODUCTION_RECALLED", messageId, correlationId: "c", body });
    // Not what a partner receives, either.
    await sandbox.ngoc.sendRaw({ subject: "EXTERNAL_PRODUCTION_SHIPPED", messageId: randomUUID(), body });
    await settled("two messages", () => unknown.length === 2);
    expect(unknown[0]).toMatchObject({ type: "EXTERNAL_PRODUCTION_RECALLED", messageId, correlationId: "c" });
    expect(JSON.parse(String(unknown[0]?.envelope.body))).toEqual(body);
    expect(unknown[1]?.type).toBe("EXTERNAL_PRODUCTION_SHIPPED");
    expect(problems).toEqual([]);
    expect(sandbox.fromPartner.totals().enqueued ?? 0).toBe(0);
    expect((await client.quarantine.list()).items).toEqual([]);
  });

  test("is answered and kept when that handler rejects it", async () => {
    await using partner = await startPartner();
    const { client, sandbox, toNgoc, settled } = partner;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
    client.onAnyOther((_, { reject }) => {
      throw reject({ errorCode: "UNKNOWN_MESSAGE_TYPE", details: "Not ours" });
    });
    await client.start();
    await sandbox.ngoc.sendRaw({ subject: "EXTERNAL_PRODUCTION_RECALLED", messageId: randomUUID(), body: {} });
    await settled("the answer", () => toNgoc.length === 1);
    expect(toNgoc[0]?.payload).toMatchObject({ errorCode: "UNKNOWN_MESSAGE_TYPE", details: "Not ours" });
    expect((await client.quarantine.list()).items).toMatchObject([{ cause: { reason: "rejected" } }]);
  });

  test("cannot be recorded with ids that no database can store, so it is answered all the same", async () => {
    await using partner = await startPartner();
    const { client, sandbox, toNgoc, settled } = partner;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
    client.onAnyOther(() => {});
    await client.start();
    await sandbox.ngoc.sendRaw({ subject: "RECALLED\0", messageId: randomUUID(), body: {} });
    await settled("the answer", () => toNgoc.length === 1);
    expect(toNgoc[0]?.payload).toMatchObject({ errorCode: "UNKNOWN_MESSAGE_TYPE" });
  });
});

describe("an answer that the contract cannot say", () => {
  test("goes out with the contract's general code, and is reported", async () => {
    await using partner = await startPartner();
    const { client, sandbox, problems, toNgoc, settled } = partner;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", ({ payload: { card } }) => {
      // JavaScript can give what the types forbid.
      throw card.cardId === "A"
        ? new RejectMessageError({ errorCode: "INVENTED" as "INTERNAL_ERROR", details: "Out of stock" })
        : new RejectMessageError({ errorCode: "ARTICLE_NOT_AVAILABLE", details: undefined as unknown as string });
    });
    await client.start();
    for (const cardId of ["A", "B"]) await sandbox.ngoc.sendRequest(exampleRequest({ cardId }));
    await settled("two answers", () => toNgoc.length === 2);
    const byCard = new Map(
      toNgoc.map(({ payload }) => ["cardId" in payload ? payload.cardId : undefined, payload] as const),
    );
    expect(byCard.get("A")).toMatchObject({ errorCode: "INTERNAL_ERROR", details: "Out of stock" });
    expect(byCard.get("B")).toMatchObject({ errorCode: "ARTICLE_NOT_AVAILABLE", details: expect.any(String) });
    expect(problems.filter(({ kind }) => kind === "answer-replaced")).toMatchObject([
      { errorCode: "INVENTED", sentAs: "INTERNAL_ERROR" },
      { errorCode: "ARTICLE_NOT_AVAILABLE", sentAs: "ARTICLE_NOT_AVAILABLE" },
    ]);
    expect(await client.ledger.findCard("A")).toMatchObject({ state: "rejected" });
  });
});

test("a message that the binding cannot read is answered as invalid, and waits for a better one", async () => {
  const contract: typeof vendorAContract = {
    ...vendorAContract,
    factOf: (type, payload) => {
      if (type === "BUREAU_ORDER") throw new TypeError("Jane Doe is not iterable");
      return vendorAContract.factOf(type, payload);
    },
  };
  await using partner = await startUnder(vendorAContract, vendorA);
  const { sandbox, toNgoc, settled } = partner;
  const kinds: string[] = [];
  const onProblem = ({ kind }: Problem) => void kinds.push(kind);
  await using client = new ProductionPartnerClient({ ...sandbox.partner, contract, onProblem });
  client.on("BUREAU_ORDER", () => {});
  await client.start();
  await sandbox.ngoc.sendRequest(sandbox.ngoc.exampleRequest());
  await settled("the answer", () => toNgoc.length === 1);
  expect(toNgoc[0]?.payload).toMatchObject({ code: "MALFORMED" });
  expect(JSON.stringify(toNgoc[0]?.payload)).not.toContain("Jane");
  expect(kinds).toEqual(["processing-failed", "invalid-message"]);
  expect((await client.quarantine.list()).items).toMatchObject([{ cause: { reason: "invalid" } }]);
});

test("a message that changes no order and has no handler is kept and reported", async () => {
  const contract: typeof vendorAContract = {
    ...vendorAContract,
    factOf: (type, payload) =>
      type === "BUREAU_ORDER_CANCELLED"
        ? { kind: "no-order-matter", cardId: undefined, shipmentId: undefined }
        : vendorAContract.factOf(type, payload),
  };
  await using partner = await startUnder(vendorAContract, vendorA);
  const { sandbox, settled } = partner;
  const kinds: string[] = [];
  const onProblem = ({ kind }: Problem) => void kinds.push(kind);
  await using client = new ProductionPartnerClient({ ...sandbox.partner, contract, onProblem });
  client.on("BUREAU_ORDER", () => {});
  await client.start();
  await sandbox.ngoc.send("BUREAU_ORDER_CANCELLED", { cardRef: "CARD-1" });
  await settled("the problem", () => kinds.length > 0);
  expect(kinds).toEqual(["unhandled-message"]);
  expect((await client.quarantine.list()).items).toMatchObject([{ cause: { reason: "no-handler" } }]);
  expect(sandbox.fromPartner.totals().enqueued ?? 0).toBe(0);
});

test("an order that was requested and reported under one contract is shipped under another", async () => {
  const ledger = new MemoryLedger();
  const ids = { organisationId: "ORG-1", shipmentId: "SHIP-1", cardId: "CARD-1" };
  {
    await using partner = await startPartner({ client: { ledger } });
    const { client, sandbox, settled, toNgoc } = partner;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async ({ payload }) => {
      await client.reportCardProduced({ cardId: payload.card.cardId, reportData: {} });
    });
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest(ids));
    await settled("the report", () => toNgoc.length === 1);
  }
  await using partner = await startUnder(vendorAContract, vendorA, ledger);
  const { client, sandbox, settled, toNgoc } = partner;
  client.on("BUREAU_ORDER", () => {});
  client.on("BUREAU_ACCEPTED", async ({ payload }) => {
    expect(payload.accepted).toBe("CARD");
    await client.reportShipped({ cardIds: ["CARD-1"], parcelNumber: "P-1" });
  });
  await client.start();
  await sandbox.ngoc.send("BUREAU_ACCEPTED", { accepted: "CARD", cardRef: "CARD-1", shipmentRef: "SHIP-1" });
  await settled("the dispatch", () => toNgoc.length === 1);
  expect(toNgoc[0]).toMatchObject({ type: "BUREAU_DISPATCHED", payload: { parcelNumber: "P-1" } });
  expect((await ledger.findShipment("SHIP-1"))?.notices).toMatchObject([{ cardIds: ["CARD-1"] }]);
});

test("an answer that cannot repeat the ids of a message leaves them out", async () => {
  await using partner = await startUnder(vendorAContract, vendorA);
  const { client, sandbox, settled, toNgoc } = partner;
  client.on("BUREAU_ORDER", () => {});
  await client.start();
  const cardRef = "C".repeat(5_000);
  await sandbox.ngoc.sendRaw({ subject: "BUREAU_ORDER_CANCELLED", messageId: randomUUID(), body: { cardRef } });
  await settled("the answer", () => toNgoc.length === 1);
  expect(toNgoc[0]?.type).toBe("BUREAU_FAILURE");
  expect(JSON.stringify(toNgoc[0]?.payload)).not.toContain(cardRef);
});
