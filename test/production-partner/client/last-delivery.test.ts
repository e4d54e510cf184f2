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

describe("dead letters", () => {
  /** A client whose only message is dead. */
  async function withDeadLetter(maxDeliveries: 1 | false) {
    const partner = await startPartner({ sandbox: { maxDeliveryCount: 1 }, client: { maxDeliveries } });
    const { client, sandbox, until } = partner;
    const printer = { isReady: false, calls: 0 };
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {
      printer.calls++;
      if (!printer.isReady) throw new Error("no printer");
    });
    await client.start();
    const { messageId } = await sandbox.ngoc.sendRequest(exampleRequest());
    await until("the message to be dead-lettered", () => sandbox.toPartner.counts().deadLettered === 1);
    return { ...partner, printer, messageId };
  }

  test("are listed and shown, and removed for good", async () => {
    await using partner = await withDeadLetter(1);
    const { client, sandbox, messageId } = partner;
    const [letter] = await client.deadLetters.list();
    expect(letter).toMatchObject({ type: "EXTERNAL_PRODUCTION_REQUEST_SENT", messageId, reason: "HandlerFailed" });
    const sequenceNumber = letter?.sequenceNumber ?? 0n;
    expect(await client.deadLetters.show(sequenceNumber)).toMatchObject({ ...letter, raw: { messageId } });
    expect(await client.deadLetters.show(sequenceNumber + 1n)).toBeUndefined();
    await client.deadLetters.remove(sequenceNumber);
    expect(await client.deadLetters.list()).toEqual([]);
    expect(sandbox.toPartner.isEmpty()).toBe(true);
    await expect(client.deadLetters.remove(sequenceNumber)).rejects.toMatchObject({ code: "DEAD_LETTER_UNKNOWN" });
  });

  test("are handed to the handlers again, and stay when these fail", async () => {
    await using partner = await withDeadLetter(false);
    const { client, sandbox, printer } = partner;
    const [letter] = await client.deadLetters.list();
    const sequenceNumber = letter?.sequenceNumber ?? 0n;
    expect(await client.deadLetters.handle(sequenceNumber)).toMatchObject({ kind: "failed" });
    expect(sandbox.toPartner.counts().deadLettered).toBe(1);
    printer.isReady = true;
    expect(await client.deadLetters.handle(sequenceNumber)).toEqual({ kind: "handled" });
    expect([printer.calls, sandbox.toPartner.isEmpty()]).toEqual([3, true]);
  });

  test("of which NGOC was told are handled only when somebody insists", async () => {
    await using partner = await withDeadLetter(1);
    const { client, sandbox, printer, errorsToNgoc, until } = partner;
    await until("NGOC to be told", () => errorsToNgoc().length === 1);
    printer.isReady = true;
    const [letter] = await client.deadLetters.list();
    const sequenceNumber = letter?.sequenceNumber ?? 0n;
    await expect(client.deadLetters.handle(sequenceNumber)).rejects.toMatchObject({ code: "DEAD_LETTER_TOLD" });
    expect(sandbox.toPartner.counts().deadLettered).toBe(1);
    expect(await client.deadLetters.handle(sequenceNumber, { evenIfTold: true })).toEqual({ kind: "handled" });
    expect([printer.calls, sandbox.toPartner.isEmpty()]).toEqual([2, true]);
    expect((await client.quarantine.list()).items).toMatchObject([{ state: "replayed" }]);
    expect(errorsToNgoc()).toHaveLength(1);
  });
});
