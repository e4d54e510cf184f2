import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { ServiceBusClient } from "@azure/service-bus";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ProductionPartnerClient } from "../../../src/index.ts";
import { vendorBContract } from "../../support/contracts/vendor-b/index.ts";
import { type RunningSandbox, startSandbox } from "../../support/sandbox-command.ts";

const ok = "EXTERNAL_PRODUCTION_REPORT_OK";
const error = "EXTERNAL_PRODUCTION_ERROR";
const shipmentId = "SHIPMENT-1";

// From outside, as a test in another language has it: calls of HTTP, and messages on the queues.

describe("answers that are chosen over HTTP", () => {
  let sandbox: RunningSandbox;
  let bus: ServiceBusClient;
  beforeAll(async () => {
    sandbox = await startSandbox();
    bus = new ServiceBusClient(sandbox.connections.all);
  });
  afterAll(async () => {
    await bus?.close();
    await sandbox?.stop();
  });
  beforeEach(async () => {
    await sandbox.call("POST", "/api/v1/reset", {});
  });

  const rule = (plan: object, more: object = { times: 1 }) =>
    sandbox.call("POST", "/api/v1/answer-rules", { ...more, plan });

  /** Orders a card and takes the request off the queue. */
  async function order(cardId: string): Promise<void> {
    await sandbox.call("POST", "/api/v1/requests", { cardId, shipmentId });
    expect(await received(1)).toMatchObject([{ type: "EXTERNAL_PRODUCTION_REQUEST_SENT" }]);
  }

  /** Reports a card. Returns the id of the notification. */
  async function report(cardId: string): Promise<string> {
    const messageId = randomUUID();
    const body = { organisationId: "ORG-1", shipmentId, cardId, reportData: {} };
    const sender = bus.createSender("partner-to-ngoc");
    await sender.sendMessages({ subject: "EXTERNAL_PRODUCTION_CARD_PRODUCED", messageId, body });
    await sender.close();
    return messageId;
  }

  /** The next messages to the partner. */
  async function received(count: number) {
    const receiver = bus.createReceiver("ngoc-to-partner", { receiveMode: "receiveAndDelete" });
    const messages = [];
    while (messages.length < count) {
      const more = await receiver.receiveMessages(count - messages.length, { maxWaitTimeInMs: 10_000 });
      if (more.length === 0) throw new Error(`${messages.length} of ${count} messages came within 10 s`);
      messages.push(...more);
    }
    await receiver.close();
    return messages.map(({ subject: type, correlationId, body }) => ({ type, correlationId, body }));
  }

  const stateOf = async (cardId: string) => (await sandbox.call("GET", `/api/v1/cards/${cardId}`)).value.card.state;
  const waiting = async () =>
    (await sandbox.call("GET", "/api/v1/queues")).value.queues.find(
      ({ name }: { name: string }) => name === "ngoc-to-partner",
    ).active;

  test("accept: even what breaks a rule", async () => {
    await rule({ kind: "accept" });
    const messageId = await report("NEVER-ORDERED");
    expect(await received(1)).toMatchObject([
      { type: ok, correlationId: messageId, body: { cardId: "NEVER-ORDERED" } },
    ]);
  });

  test("refuse: with the code and the text that were asked for", async () => {
    await order("CARD-1");
    await rule({ kind: "refuse", errorCode: "REPORT_DATA_INVALID", details: "Unreadable chip" });
    const messageId = await report("CARD-1");
    const body = { errorCode: "REPORT_DATA_INVALID", details: "Unreadable chip", messageId };
    expect(await received(1)).toMatchObject([{ type: error, correlationId: messageId, body }]);
    expect(await stateOf("CARD-1")).toBe("ordered");
  });

  test("silent: it counts, and nothing comes back", async () => {
    await order("CARD-1");
    await order("CARD-2");
    await rule({ kind: "silent" }, { cardId: "CARD-1" });
    await report("CARD-1");
    const messageId = await report("CARD-2");
    expect(await received(1)).toMatchObject([{ type: ok, correlationId: messageId }]);
    await expect.poll(() => stateOf("CARD-1")).toBe("produced");
    expect(await waiting()).toBe(0);
  });

  test("late: when the clock has come to it", async () => {
    await order("CARD-1");
    await rule({ kind: "late", ms: 3_600_000 });
    const messageId = await report("CARD-1");
    await expect.poll(() => stateOf("CARD-1")).toBe("produced");
    expect(await waiting()).toBe(0);
    await sandbox.call("POST", "/api/v1/clock/advance", { ms: 3_600_000 });
    expect(await received(1)).toMatchObject([{ type: ok, correlationId: messageId }]);
  });

  test("twice: the same answer in two messages", async () => {
    await order("CARD-1");
    await rule({ kind: "twice" });
    const messageId = await report("CARD-1");
    const answer = { type: ok, correlationId: messageId };
    expect(await received(2)).toMatchObject([answer, answer]);
  });

  test("out of order: behind the answer to the next notification", async () => {
    await order("CARD-1");
    await order("CARD-2");
    await rule({ kind: "out-of-order" }, { cardId: "CARD-1" });
    const first = await report("CARD-1");
    await expect.poll(() => stateOf("CARD-1")).toBe("produced");
    const second = await report("CARD-2");
    expect(await received(2)).toMatchObject([{ correlationId: second }, { correlationId: first }]);
  });

  test("a code that the contract does not have is refused at once", async () => {
    expect(await rule({ kind: "refuse", errorCode: "NO_SUCH_CODE" })).toMatchObject({ status: 422 });
  });
});

describe("cardwright sandbox --contract", () => {
  test("speaks the contract of a module, with what lies beside it", async () => {
    const module = fileURLToPath(new URL("../../support/contracts/vendor-b/index.ts", import.meta.url));
    await using sandbox = await startSandbox("--contract", module);
    const { value: contract } = await sandbox.call("GET", "/api/v1/contract");
    expect(contract.requestType).toBe("job.created");
    const request = contract.messages.find(({ type }: { type: string }) => type === "job.created");
    expect(Object.keys(request.schema.properties)).toContain("job");
    const done = Promise.withResolvers<void>();
    await using partner = new ProductionPartnerClient({
      contract: vendorBContract,
      inbound: { connectionString: sandbox.connections.inbound },
      outbound: { connectionString: sandbox.connections.outbound },
      onProblem: done.reject,
    });
    partner.on("job.created", async ({ payload: { job } }) => {
      const names = (job.credential.readBack ?? []).map(({ name }) => name);
      const reportData = Object.fromEntries(names.map((name) => [name, "04AB"]));
      await partner.reportCardProduced({ cardId: job.credential.identity.id, reportData });
    });
    partner.on("credential.accepted", async ({ payload: { credential } }) => {
      await partner.reportShipped({ cardIds: [credential.identity.id] });
    });
    partner.on("delivery.accepted", async () => done.resolve());
    await partner.start();
    const ordered = await sandbox.call("POST", "/api/v1/requests", { cardId: "CARD-1", expected: ["CHIP"] });
    expect(ordered).toMatchObject({ status: 201 });
    await done.promise;
    const { value } = await sandbox.call("GET", "/api/v1/cards/CARD-1");
    expect(value.card.state).toBe("shipped");
    expect(value.messages.every(({ valid }: { valid: boolean }) => valid)).toBe(true);
    expect(await sandbox.call("POST", "/api/v1/requests", { payload: { job: {} } })).toMatchObject({ status: 422 });
  });
});
