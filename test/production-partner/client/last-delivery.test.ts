import { describe, expect, test } from "vitest";
import { exampleRequest } from "../../../src/sandbox/index.ts";
import { startPartner } from "./partner.ts";

describe("the last delivery of a message whose handler fails", () => {
  test("tells NGOC once, keeps the message in the quarantine and dead-letters it with the reason", async () => {
    await using partner = await startPartner({ sandbox: { maxDeliveryCount: 3 }, client: { maxDeliveries: 3 } });
    const { client, sandbox, until, errorsToNgoc, problems } = partner;
    const deliveries: number[] = [];
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", (_, { deliveryCount }) => {
      deliveries.push(deliveryCount);
      throw new Error("no printer");
    });
    await client.start();
    const { messageId } = await sandbox.ngoc.sendRequest(exampleRequest());
    await until("NGOC to be told", () => errorsToNgoc().length === 1);
    await until(
      "the message to be dead-lettered",
      () => sandbox.toPartner.counts().active + sandbox.toPartner.counts().locked === 0,
    );
    expect(deliveries).toEqual([0, 1, 2]);
    expect(errorsToNgoc()).toMatchObject([
      { correlationId: messageId, payload: { errorCode: "INTERNAL_ERROR", messageId } },
    ]);
    const [entry] = (await client.quarantine.list()).items;
    expect(entry).toMatchObject({
      messageId,
      cause: { reason: "handler-failed" },
      answer: { errorCode: "INTERNAL_ERROR" },
    });
    expect(sandbox.toPartner.deadLetterQueue.messages().map(({ deadLetterReason }) => deadLetterReason)).toEqual([
      "HandlerFailed",
    ]);
    expect(problems.filter(({ kind }) => kind === "given-up-message")).toEqual([
      {
        kind: "given-up-message",
        type: "EXTERNAL_PRODUCTION_REQUEST_SENT",
        messageId,
        errorCode: "INTERNAL_ERROR",
      },
    ]);
    expect((await client.ledger.findCard(exampleRequest().card.cardId))?.state ?? "rejected").toBe("rejected");
  });

  test("is left to the queue when that is wanted", async () => {
    await using partner = await startPartner({ sandbox: { maxDeliveryCount: 2 }, client: { maxDeliveries: false } });
    const { client, sandbox, until, errorsToNgoc } = partner;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {
      throw new Error("no printer");
    });
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest());
    await until(
      "the message to be dead-lettered",
      () => sandbox.toPartner.counts().active + sandbox.toPartner.counts().locked === 0,
    );
    expect(errorsToNgoc()).toEqual([]);
  });

  test("of a handler that never returns is told as well, when handlers have a limit", async () => {
    await using partner = await startPartner({
      sandbox: { maxDeliveryCount: 1 },
      client: { maxDeliveries: 1, handlerTimeoutMs: 50, closeTimeoutMs: 100 },
    });
    const { client, sandbox, until, errorsToNgoc } = partner;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => new Promise<void>(() => {}));
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest());
    await until("NGOC to be told", () => errorsToNgoc().length === 1);
    await until(
      "the message to leave the queue",
      () => sandbox.toPartner.counts().active + sandbox.toPartner.counts().locked === 0,
    );
  });
});
