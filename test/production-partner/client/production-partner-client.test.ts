import { randomUUID } from "node:crypto";
import { ServiceBusClient } from "@azure/service-bus";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  type ErrorReport,
  type Problem,
  ProductionPartnerClient,
  type ProductionPartnerClientOptions,
  RejectMessageError,
} from "../../../src/index.ts";
import { answerIdOf } from "../../../src/production-partner/messages/index.ts";
import { exampleRequest } from "../../../src/sandbox/example-request.ts";
import {
  type PartnerMessage,
  ProductionPartnerSandbox,
  type ProductionPartnerSandboxOptions,
} from "../../../src/sandbox/index.ts";

let sandbox: ProductionPartnerSandbox;
let client: ProductionPartnerClient;
let problems: Problem[];
let toNgoc: PartnerMessage[];

async function begin(
  sandboxOptions: ProductionPartnerSandboxOptions = {},
  clientOptions: ProductionPartnerClientOptions = {},
): Promise<void> {
  sandbox = await ProductionPartnerSandbox.start(sandboxOptions);
  problems = [];
  toNgoc = [];
  sandbox.ngoc.on("message", (message) => toNgoc.push(message));
  client = new ProductionPartnerClient({
    ...sandbox.partner,
    redeliveryDelayMs: 0,
    onProblem: (problem) => problems.push(problem),
    ...clientOptions,
  });
}

beforeEach(() => begin());
afterEach(async () => {
  await client.close();
  await sandbox.close();
});

/** Waits until both queues are empty and `holds` does. */
async function settled(holds: () => boolean = () => true): Promise<void> {
  while (!(holds() && sandbox.toPartner.isEmpty() && sandbox.fromPartner.isEmpty())) {
    await sandbox.broker.events.once(() => true);
  }
}

const errorsToNgoc = () => toNgoc.filter(({ type }) => type === "EXTERNAL_PRODUCTION_ERROR");

describe("one order", () => {
  test("goes from the request to Shipped OK", async () => {
    const seen: string[] = [];
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async ({ type, payload: { card } }) => {
      seen.push(type);
      await client.reportCardProduced({
        cardId: card.cardId,
        reportData: { MIFARE_UID: "04A2" },
        produced: "2026-01-15T10:00:00+01:00",
      });
    });
    client.on("EXTERNAL_PRODUCTION_REPORT_OK", async ({ type, payload: { cardId } }) => {
      seen.push(type);
      await client.reportShipped({
        cardIds: [cardId],
        accessories: [{ shipmentId: "SHIP-1", accessoryId: "ACC-1", quantity: 2 }],
        carrier: { name: "Example Post", trackingId: "EP1" },
      });
    });
    client.on("EXTERNAL_PRODUCTION_SHIPPED_OK", ({ type }) => void seen.push(type));
    await client.start();
    const accessories = [{ accessoryId: "ACC-1", articleId: "LANYARD", quantity: 2 }];
    await sandbox.ngoc.sendRequest(exampleRequest({ expected: ["MIFARE_UID"], accessories }));
    await settled(() => seen.length === 3);
    expect(sandbox.ngoc.book.countCards()).toMatchObject({ shipped: 1 });
    expect(await client.ledger.findCard("CARD-1")).toMatchObject({ state: "shipped" });
    expect(toNgoc.map(({ type }) => type)).toEqual([
      "EXTERNAL_PRODUCTION_CARD_PRODUCED",
      "EXTERNAL_PRODUCTION_SHIPPED",
    ]);
    expect(problems).toEqual([]);
  });

  test("items of several shipments become one notification each", async () => {
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async ({ payload: { card } }) => {
      await client.reportCardProduced({ cardId: card.cardId, reportData: {} });
    });
    await client.start();
    const cards = ["A", "B", "C"];
    for (const cardId of cards)
      await sandbox.ngoc.sendRequest(exampleRequest({ cardId, shipmentId: cardId === "C" ? "SHIP-2" : "SHIP-1" }));
    await settled(() => toNgoc.length === 3);
    const sent = await client.reportShipped({ cardIds: cards });
    expect(sent.map(({ shipmentId }) => shipmentId)).toEqual(["SHIP-1", "SHIP-2"]);
    await settled(() => toNgoc.length === 5);
    expect(sandbox.ngoc.book.countCards()).toMatchObject({ shipped: 3 });
  });

  test("a rule forbids before anything is sent", async () => {
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest({ cardId: "A", expected: ["MIFARE_UID"] }));
    await sandbox.ngoc.sendRequest(exampleRequest({ cardId: "B", shipmentId: "SHIP-2" }));
    await settled();
    await expect(client.reportCardProduced({ cardId: "A", reportData: {} })).rejects.toMatchObject({
      code: "ORDER_REFUSED",
      refusal: { reason: "REPORT_DATA_MISSING", fields: ["MIFARE_UID"] },
    });
    await expect(client.reportCardProduced({ cardId: "Z", reportData: {} })).rejects.toMatchObject({
      refusal: { reason: "UNKNOWN_CARD" },
    });
    await expect(client.reportShipped({ cardIds: ["A", "B"] })).rejects.toMatchObject({
      refusal: { reason: "CARD_NOT_ACKNOWLEDGED" },
    });
    await expect(client.reportShipped({ cardIds: [] })).rejects.toMatchObject({ code: "NOTHING_TO_SHIP" });
    const badData = { MIFARE_UID: 7 } as unknown as { MIFARE_UID: string };
    await expect(client.reportCardProduced({ cardId: "A", reportData: badData })).rejects.toMatchObject({
      code: "INVALID_MESSAGE",
    });
    expect(sandbox.fromPartner.totals().enqueued ?? 0).toBe(0);
  });

  test("a report that NGOC refused can be corrected", async () => {
    await client.close();
    await sandbox.close();
    let refusals = 0;
    await begin({
      refuse: ({ type }) =>
        type === "EXTERNAL_PRODUCTION_CARD_PRODUCED" && refusals++ === 0
          ? { errorCode: "REPORT_DATA_INVALID", details: "Not readable" }
          : undefined,
    });
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async ({ payload: { card } }) => {
      await client.reportCardProduced({ cardId: card.cardId, reportData: {} });
    });
    client.on("EXTERNAL_PRODUCTION_ERROR", async ({ payload: { errorCode, cardId = "" } }) => {
      expect(errorCode).toBe("REPORT_DATA_INVALID");
      await client.reportCardProduced({ cardId, reportData: {} });
    });
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest());
    await settled(() => toNgoc.length === 2);
    expect(await client.ledger.findCard("CARD-1")).toMatchObject({ state: "acknowledged" });
    expect(problems).toEqual([]);
  });
});

describe("a message at fault", () => {
  test("is consumed and answered with one Error Notification that names it", async () => {
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
    await client.start();
    const messageId = randomUUID();
    await sandbox.ngoc.sendRaw({
      subject: "EXTERNAL_PRODUCTION_REQUEST_SENT",
      messageId,
      body: { organisationId: "ORG-1" },
    });
    await settled(() => toNgoc.length === 1);
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
    await settled(() => toNgoc.length > 0 && (sandbox.toPartner.totals().completed ?? 0) === 1);
    expect(sandbox.toPartner.totals()).toMatchObject({ "lock-expired": 1 });
    expect(errorsToNgoc()).toHaveLength(1);
  });

  test("is never answered when it is an Error Notification", async () => {
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
    await client.start();
    await sandbox.ngoc.sendRaw({
      subject: "EXTERNAL_PRODUCTION_ERROR",
      messageId: randomUUID(),
      body: { details: 42 },
    });
    await settled(() => problems.length === 1);
    expect(problems[0]).toMatchObject({ kind: "invalid-error-notification" });
    expect(sandbox.fromPartner.totals().enqueued ?? 0).toBe(0);
  });

  test("is answered when an order rule forbids it", async () => {
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
    await client.start();
    await sandbox.ngoc.send({
      type: "EXTERNAL_PRODUCTION_REPORT_OK",
      messageId: randomUUID(),
      payload: { organisationId: "ORG-1", shipmentId: "SHIP-1", cardId: "CARD-9" },
    });
    await settled(() => toNgoc.length === 1);
    expect(toNgoc[0]).toMatchObject({ payload: { errorCode: "UNKNOWN_CARD", cardId: "CARD-9" } });
    expect(problems).toMatchObject([{ kind: "refused-message", refusal: { reason: "UNKNOWN_CARD" } }]);
  });

  test("is answered as its handler says, and the card is out", async () => {
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {
      throw new RejectMessageError({ errorCode: "ARTICLE_NOT_AVAILABLE", details: "Discontinued" });
    });
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest());
    await settled(() => toNgoc.length === 1);
    expect(toNgoc[0]).toMatchObject({
      payload: { errorCode: "ARTICLE_NOT_AVAILABLE", details: "Discontinued", cardId: "CARD-1" },
    });
    expect(await client.ledger.findCard("CARD-1")).toMatchObject({ state: "rejected" });
    expect(sandbox.ngoc.book.stateOf("CARD-1")).toBe("refused");
  });

  test("sendError answers a message outside its handler, but never an Error Notification", async () => {
    const errors: Parameters<Parameters<typeof client.on<"EXTERNAL_PRODUCTION_ERROR">>[1]>[0][] = [];
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async (message) => {
      await client.sendError({ message, errorCode: "INTERNAL_ERROR", details: "Out of stock" });
    });
    client.on("EXTERNAL_PRODUCTION_ERROR", (message) => void errors.push(message));
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest());
    await sandbox.ngoc.send({
      type: "EXTERNAL_PRODUCTION_ERROR",
      messageId: randomUUID(),
      payload: { errorCode: "INTERNAL_ERROR", details: "Example" },
    });
    await settled(() => toNgoc.length === 1 && errors.length === 1);
    // What the type forbids and JavaScript does not.
    const message = errors[0] as unknown as NonNullable<ErrorReport["message"]>;
    await expect(client.sendError({ message, errorCode: "INTERNAL_ERROR", details: "pong" })).rejects.toMatchObject({
      code: "ERROR_ANSWERED",
    });
  });
});

describe("a handler that fails", () => {
  test("gets the message again and no Error Notification goes out", async () => {
    let calls = 0;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", (_, { deliveryCount }) => {
      expect(deliveryCount).toBe(calls);
      if (++calls < 3) throw new Error("printer jam");
    });
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest());
    await settled(() => calls === 3);
    expect(problems.map(({ kind }) => kind)).toEqual(["handler-failed", "handler-failed"]);
    expect(errorsToNgoc()).toEqual([]);
  });

  test("sends it to the dead-letter queue in the end", async () => {
    await client.close();
    await sandbox.close();
    await begin({ maxDeliveryCount: 3 });
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {
      throw new Error("printer jam");
    });
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest());
    while (sandbox.toPartner.counts().deadLettered < 1) await sandbox.broker.events.once(() => true);
    expect(problems).toHaveLength(3);
    expect(toNgoc).toEqual([]);
  });

  test("that has succeeded is not called again when its message comes twice", async () => {
    let calls = 0;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {
      // The lock runs out while the handler works.
      if (calls++ === 0) sandbox.toPartner.expireLocks();
    });
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest());
    await settled(() => (sandbox.toPartner.totals().completed ?? 0) === 1);
    expect(calls).toBe(1);
  });
});

describe("the connection", () => {
  const eager = { retry: { initialDelayMs: 10, maxDelayMs: 50, attemptTimeoutMs: 2_000 }, settleTimeoutMs: 1_000 };

  test("when it drops while a handler runs, nothing hangs and the message is handled", async () => {
    await client.close();
    await sandbox.close();
    await begin({ lockDurationMs: 5_000 }, eager);
    let calls = 0;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async ({ payload: { card } }) => {
      if (card.cardId === "A" && calls++ === 0) {
        sandbox.broker.dropConnections();
        await sandbox.broker.events.once(({ type }) => type === "connected");
      }
    });
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest({ cardId: "A" }));
    const waitUntilSettled = async () => {
      while (!sandbox.toPartner.isEmpty()) {
        sandbox.toPartner.expireLocks();
        await sandbox.broker.events.once(() => true);
      }
    };
    await waitUntilSettled();
    await sandbox.ngoc.sendRequest(exampleRequest({ cardId: "B" }));
    await waitUntilSettled();
    expect(calls).toBe(1);
    // Told at once, not after the settlement's timeout.
    const failures = problems.flatMap((problem) => (problem.kind === "settlement-failed" ? [problem.error.code] : []));
    expect(new Set(failures)).toEqual(new Set(["LOCK_LOST"]));
    expect(await client.ledger.findCard("B")).toMatchObject({ state: "requested" });
  });

  test("a report whose connection drops is sent once all the same", async () => {
    await client.close();
    await sandbox.close();
    await begin({}, eager);
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest());
    await settled();
    sandbox.broker.dropConnections();
    await client.reportCardProduced({ cardId: "CARD-1", reportData: {} });
    await settled(() => toNgoc.length === 1);
    expect(sandbox.fromPartner.totals()).toMatchObject({ enqueued: 1 });
  });

  test("a report that cannot be sent stays in the outbox and is sent by the next client", async () => {
    await client.close();
    await sandbox.close();
    await begin({}, { retry: { attempts: 2, initialDelayMs: 1, attemptTimeoutMs: 500 } });
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest());
    await settled();
    const { outbound } = sandbox.partner;
    if (!("connectionString" in outbound)) throw new Error("expected a connection string");
    sandbox.broker.revokeKey(/SharedAccessKeyName=([^;]+)/.exec(outbound.connectionString)?.[1] ?? "");
    expect(await client.reportCardProduced({ cardId: "CARD-1", reportData: {} })).toMatchObject({ sent: false });
    expect(problems).toMatchObject([{ kind: "send-failed", error: { code: "UNAUTHORIZED" } }]);
    const { ledger } = client;
    const reportId = (await ledger.findCard("CARD-1"))?.reportId ?? "";
    expect(await ledger.listUnsent([reportId])).toMatchObject([{ messageId: reportId }]);
    // Reported again, it is the same report, and nobody waits for the queue to come back.
    const again = await client.reportCardProduced({ cardId: "CARD-1", reportData: {} });
    expect(again).toMatchObject({ messageId: reportId, sent: false });
    await client.close();
    client = new ProductionPartnerClient({
      inbound: sandbox.partner.inbound,
      outbound: {
        connectionString: sandbox.broker.connectionString({ queue: sandbox.fromPartner.name, rights: ["Send"] }),
      },
      ledger,
    });
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
    await client.start();
    await settled(() => toNgoc.length === 1);
    expect(await ledger.listUnsent([reportId])).toEqual([]);
  });
});

describe("credentials", () => {
  test("a wrong key, a wrong right and a wrong queue fail at once and say what to do", async () => {
    const { broker, partner, toPartner } = sandbox;
    const attempt = async (inbound: string): Promise<unknown> => {
      await using other = new ProductionPartnerClient({
        inbound: { connectionString: inbound },
        outbound: partner.outbound,
      });
      other.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
      return await other.start().catch((error: unknown) => error);
    };
    const good = broker.connectionString({ queue: toPartner.name, rights: ["Listen"] });
    expect(await attempt(good.replace(/SharedAccessKey=[^;]+/, "SharedAccessKey=d3Jvbmc="))).toMatchObject({
      code: "UNAUTHORIZED",
    });
    expect(await attempt(broker.connectionString({ queue: toPartner.name, rights: ["Send"] }))).toMatchObject({
      code: "UNAUTHORIZED",
    });
    expect(await attempt(`${broker.connectionString()};EntityPath=nowhere`)).toMatchObject({ code: "QUEUE_NOT_FOUND" });
  });

  test("an error never holds the key", async () => {
    const { broker, partner, toPartner } = sandbox;
    const connectionString = broker.connectionString({ queue: toPartner.name, rights: ["Send"] });
    const key = /SharedAccessKey=([^;]+)/.exec(connectionString)?.[1] ?? "";
    await using other = new ProductionPartnerClient({ inbound: { connectionString }, outbound: partner.outbound });
    other.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
    const error: unknown = await other.start().catch((reason: unknown) => reason);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(key);
  });

  test("Listen cannot send and Send cannot listen, tried with the Azure client itself", async () => {
    const { broker, toPartner } = sandbox;
    const retryOptions = { maxRetries: 0, timeoutInMs: 5_000 };
    const listen = new ServiceBusClient(broker.connectionString({ queue: toPartner.name, rights: ["Listen"] }), {
      retryOptions,
    });
    const send = new ServiceBusClient(broker.connectionString({ queue: toPartner.name, rights: ["Send"] }), {
      retryOptions,
    });
    await expect(listen.createSender(toPartner.name).sendMessages({ body: 1 })).rejects.toMatchObject({
      code: "UnauthorizedAccess",
    });
    await expect(send.createReceiver(toPartner.name).receiveMessages(1)).rejects.toMatchObject({
      code: "UnauthorizedAccess",
    });
    await expect(send.createReceiver(toPartner.name).peekMessages(1)).rejects.toMatchObject({
      code: "UnauthorizedAccess",
    });
    await Promise.all([listen.close(), send.close()]);
  });
});

describe("the life of a client", () => {
  test("starts once, and takes handlers before that only", async () => {
    await expect(client.start()).rejects.toMatchObject({ code: "HANDLER_MISSING" });
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
    expect(() => client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {})).toThrow(/already/);
    await client.start();
    await expect(client.start()).rejects.toMatchObject({ code: "STARTED" });
    expect(() => client.on("EXTERNAL_PRODUCTION_ERROR", () => {})).toThrow(
      expect.objectContaining({ code: "STARTED" }),
    );
  });

  test("drain finishes what runs and takes nothing more; sending goes on", async () => {
    const { promise: gate, resolve: open } = Promise.withResolvers<void>();
    const { promise: running, resolve: runs } = Promise.withResolvers<void>();
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async () => {
      runs();
      await gate;
    });
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest({ cardId: "A" }));
    await running;
    const drained = Promise.all([client.drain(), client.drain()]);
    open();
    await drained;
    expect(sandbox.toPartner.isEmpty()).toBe(true);
    await sandbox.ngoc.sendRequest(exampleRequest({ cardId: "B" }));
    await client.reportCardProduced({ cardId: "A", reportData: {} });
    expect(sandbox.toPartner.counts().active).toBeGreaterThan(0);
    expect(await client.ledger.findCard("B")).toBeUndefined();
  });

  test("close may be called twice, during a drain, and before the start; then nothing works any more", async () => {
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
    await client.start();
    await Promise.all([client.drain(), client.close(), client.close()]);
    await client.drain();
    await expect(client.start()).rejects.toMatchObject({ code: "STARTED" });
    await expect(client.reportCardProduced({ cardId: "A", reportData: {} })).rejects.toMatchObject({ code: "CLOSED" });
    const unused = new ProductionPartnerClient(sandbox.partner);
    await unused.close();
  });

  test("close does not wait for ever: it aborts a handler that does not end", async () => {
    await client.close();
    client = new ProductionPartnerClient({ ...sandbox.partner, closeTimeoutMs: 50 });
    const { promise: aborted, resolve } = Promise.withResolvers<void>();
    const { promise: running, resolve: runs } = Promise.withResolvers<void>();
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", (_, { signal }) => {
      signal.addEventListener("abort", () => resolve());
      runs();
      return aborted;
    });
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest());
    await running;
    await client.close();
    await aborted;
  });

  test("signals abort a start and a report", async () => {
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
    const reason = new Error("too slow");
    await expect(client.start({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest());
    await settled();
    const aborted = { signal: AbortSignal.abort(reason) };
    await expect(client.reportCardProduced({ cardId: "CARD-1", reportData: {} }, aborted)).rejects.toBe(reason);
    await client.reportCardProduced({ cardId: "CARD-1", reportData: {} });
  });

  test("no more messages are handled at a time than asked for", async () => {
    await client.close();
    client = new ProductionPartnerClient({ ...sandbox.partner, concurrency: 3 });
    let now = 0;
    let most = 0;
    let done = 0;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async () => {
      most = Math.max(most, ++now);
      await new Promise(setImmediate);
      now--;
      done++;
    });
    await client.start();
    for (let card = 0; card < 30; card++) await sandbox.ngoc.sendRequest(exampleRequest({ cardId: `C${card}` }));
    await settled(() => done === 30);
    expect(most).toBeLessThanOrEqual(3);
    expect(most).toBeGreaterThan(1);
  });
});
