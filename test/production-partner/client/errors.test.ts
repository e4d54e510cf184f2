import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { type ErrorReport, RejectMessageError } from "../../../src/index.ts";
import { answerIdOf } from "../../../src/production-partner/messages/index.ts";
import { exampleRequest } from "../../../src/sandbox/index.ts";
import { startPartner } from "./partner.ts";

describe("a faulty message", () => {
  test("is consumed and answered with one Error Notification that names it", async () => {
    await using partner = await startPartner();
    const { client, sandbox, problems, toNgoc, settled } = partner;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
    await client.start();
    const messageId = randomUUID();
    await sandbox.ngoc.sendRaw({
      subject: "EXTERNAL_PRODUCTION_REQUEST_SENT",
      messageId,
      body: { organisationId: "ORG-1" },
    });
    await settled("NGOC to handle 1 message", () => toNgoc.length === 1);
    expect(toNgoc[0]).toMatchObject({
      type: "EXTERNAL_PRODUCTION_ERROR",
      messageId: answerIdOf(messageId),
      correlationId: messageId,
      payload: { errorCode: "INVALID_MESSAGE", messageId },
    });
    expect(problems.map(({ kind }) => kind)).toEqual(["invalid-message"]);
    expect(sandbox.toPartner.totals()).toMatchObject({ completed: 1 });
  });

  test("is answered once even when it is delivered twice", async () => {
    await using partner = await startPartner();
    const { client, sandbox, toNgoc, errorsToNgoc, settled } = partner;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
    // The lock runs out just before the message is completed, so it comes a second time.
    sandbox.broker.faults.add({
      on: "settle",
      queue: sandbox.toPartner.name,
      when: () => {
        sandbox.toPartner.expireLocks();
        return true;
      },
      effect: { kind: "delay", ms: 0 },
    });
    await client.start();
    await sandbox.ngoc.sendRaw({ subject: "EXTERNAL_PRODUCTION_RECALLED", messageId: randomUUID(), body: {} });
    await settled(
      "NGOC to receive the answer, and the message to be completed",
      () => toNgoc.length > 0 && (sandbox.toPartner.totals().completed ?? 0) === 1,
    );
    expect(sandbox.toPartner.totals()).toMatchObject({ "lock-expired": 1 });
    expect(errorsToNgoc()).toHaveLength(1);
  });

  test("is never answered when it is an Error Notification", async () => {
    await using partner = await startPartner();
    const { client, sandbox, problems, settled } = partner;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
    await client.start();
    await sandbox.ngoc.sendRaw({
      subject: "EXTERNAL_PRODUCTION_ERROR",
      messageId: randomUUID(),
      body: { details: 42 },
    });
    await settled("one problem", () => problems.length === 1);
    expect(problems[0]).toMatchObject({ kind: "invalid-error-notification" });
    expect(sandbox.fromPartner.totals().enqueued ?? 0).toBe(0);
  });

  test("is answered when an order rule forbids it", async () => {
    await using partner = await startPartner();
    const { client, sandbox, problems, toNgoc, settled } = partner;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
    await client.start();
    await sandbox.ngoc.send("EXTERNAL_PRODUCTION_REPORT_OK", {
      organisationId: "ORG-1",
      shipmentId: "SHIP-1",
      cardId: "CARD-9",
    });
    await settled("NGOC to handle 1 message", () => toNgoc.length === 1);
    expect(toNgoc[0]).toMatchObject({ payload: { errorCode: "UNKNOWN_CARD", cardId: "CARD-9" } });
    expect(problems).toMatchObject([{ kind: "refused-message", refusal: { reason: "UNKNOWN_CARD" } }]);
  });

  test("is answered as its handler says, and the card is rejected", async () => {
    await using partner = await startPartner();
    const { client, sandbox, toNgoc, settled } = partner;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {
      throw new RejectMessageError({ errorCode: "ARTICLE_NOT_AVAILABLE", details: "Discontinued" });
    });
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest());
    await settled("NGOC to handle 1 message", () => toNgoc.length === 1);
    expect(toNgoc[0]).toMatchObject({
      payload: { errorCode: "ARTICLE_NOT_AVAILABLE", details: "Discontinued", cardId: "CARD-1" },
    });
    expect(await client.ledger.findCard("CARD-1")).toMatchObject({ state: "rejected" });
    expect(sandbox.ngoc.book.stateOf("CARD-1")).toBe("refused");
  });

  test("sendError answers a message outside its handler, but never an Error Notification", async () => {
    await using partner = await startPartner();
    const { client, sandbox, toNgoc, settled } = partner;
    const errors: Parameters<Parameters<typeof client.on<"EXTERNAL_PRODUCTION_ERROR">>[1]>[0][] = [];
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async (message) => {
      await client.sendError({ message, errorCode: "INTERNAL_ERROR", details: "Out of stock" });
    });
    client.on("EXTERNAL_PRODUCTION_ERROR", (message) => void errors.push(message));
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest());
    await sandbox.ngoc.send("EXTERNAL_PRODUCTION_ERROR", { errorCode: "INTERNAL_ERROR", details: "Example" });
    await settled("one error each way", () => toNgoc.length === 1 && errors.length === 1);
    // What the type forbids and JavaScript does not.
    const message = errors[0] as unknown as NonNullable<ErrorReport["message"]>;
    await expect(client.sendError({ message, errorCode: "INTERNAL_ERROR", details: "pong" })).rejects.toMatchObject({
      code: "ERROR_ANSWERED",
    });
  });
});

describe("a handler that fails", () => {
  test("gets the message again and no Error Notification goes out", async () => {
    await using partner = await startPartner();
    const { client, sandbox, problems, errorsToNgoc, settled } = partner;
    let calls = 0;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", (_, { deliveryCount }) => {
      expect(deliveryCount).toBe(calls);
      if (++calls < 3) throw new Error("printer jam");
    });
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest());
    await settled("three handler calls", () => calls === 3);
    expect(problems.map(({ kind }) => kind)).toEqual(["handler-failed", "handler-failed"]);
    expect(errorsToNgoc()).toEqual([]);
  });

  test("sends it to the dead-letter queue in the end", async () => {
    await using partner = await startPartner({ sandbox: { maxDeliveryCount: 3 } });
    const { client, sandbox, problems, toNgoc, until } = partner;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {
      throw new Error("printer jam");
    });
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest());
    await until("a dead letter", () => sandbox.toPartner.counts().deadLettered === 1);
    expect(problems).toHaveLength(3);
    expect(toNgoc).toEqual([]);
  });

  test("that has succeeded is not called again when its message comes twice", async () => {
    await using partner = await startPartner();
    const { client, sandbox, settled } = partner;
    let calls = 0;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {
      // The lock runs out while the handler works.
      if (calls++ === 0) sandbox.toPartner.expireLocks();
    });
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest());
    await settled("the message to be completed", () => (sandbox.toPartner.totals().completed ?? 0) === 1);
    expect(calls).toBe(1);
  });
});
