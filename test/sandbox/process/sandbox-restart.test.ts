import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ServiceBusClient } from "@azure/service-bus";
import { describe, expect, onTestFinished, test } from "vitest";
import { startSandbox } from "../../support/sandbox-command.ts";

function dataFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "cardwright-restart-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "sandbox.json");
}

describe("a sandbox that is killed", () => {
  test("has everything that a call was answered for when it starts again", async () => {
    const data = dataFile();
    const first = await startSandbox("--data", data);
    onTestFinished(async () => void (await first.stop("SIGKILL")));
    await first.call("POST", "/api/v1/answer-rules", { times: 3, plan: { kind: "silent" } });
    await first.call("POST", "/api/v1/faults", { on: "settle", times: 2, effect: { kind: "lose-answer" } });
    await first.call("POST", "/api/v1/clock/advance", { ms: 3_600_000 });
    expect(await first.call("POST", "/api/v1/requests", { count: 3 })).toMatchObject({ status: 201 });
    await first.stop("SIGKILL");
    await using second = await startSandbox("--data", data);
    const found = async (path: string) => (await second.call("GET", path)).value;
    expect(await found("/api/v1/state")).toMatchObject({ aheadMs: 3_600_000, cards: { ordered: 3 } });
    expect((await found("/api/v1/messages")).messages).toHaveLength(3);
    expect(await found("/api/v1/answer-rules")).toMatchObject({ rules: [{ times: 3, plan: { kind: "silent" } }] });
    expect(await found("/api/v1/faults")).toMatchObject({ faults: [{ hits: 0, active: true }] });
    expect((await found("/api/v1/queues")).queues).toContainEqual(
      expect.objectContaining({ name: "ngoc-to-partner", active: 3 }),
    );
  });

  test("has every message that a queue has accepted", async () => {
    const data = dataFile();
    const first = await startSandbox("--data", data);
    onTestFinished(async () => void (await first.stop("SIGKILL")));
    const cardIds = Array.from({ length: 20 }, (_, index) => `CARD-${index}`);
    for (const cardId of cardIds) await first.call("POST", "/api/v1/requests", { cardId, shipmentId: "SHIPMENT-1" });
    const client = new ServiceBusClient(first.connections.all);
    onTestFinished(() => client.close());
    const sender = client.createSender("partner-to-ngoc");
    for (const cardId of cardIds)
      await sender.sendMessages({
        subject: "EXTERNAL_PRODUCTION_CARD_PRODUCED",
        messageId: randomUUID(),
        body: { organisationId: "ORG-1", shipmentId: "SHIPMENT-1", cardId, reportData: {} },
      });
    await first.stop("SIGKILL");
    await using second = await startSandbox("--data", data);
    const produced = async () => (await second.call("GET", "/api/v1/state")).value.cards.produced;
    await expect.poll(produced, { timeout: 10_000 }).toBe(cardIds.length);
  });

  test("knows every order that the partner may have seen", async () => {
    const data = dataFile();
    const first = await startSandbox("--data", data, "--orders", "50", "--rate", "10000");
    onTestFinished(async () => void (await first.stop("SIGKILL")));
    const client = new ServiceBusClient(first.connections.all);
    onTestFinished(() => client.close());
    const receiver = client.createReceiver("ngoc-to-partner");
    let seen = 0;
    while (seen < 50) seen += (await receiver.receiveMessages(50 - seen)).length;
    await first.stop("SIGKILL");
    await using second = await startSandbox("--data", data);
    expect((await second.call("GET", "/api/v1/state")).value).toMatchObject({ cards: { ordered: 50 } });
    expect((await second.call("GET", "/api/v1/messages")).value.messages).toHaveLength(50);
  });

  test("goes on with an order where it was saved", async () => {
    const data = dataFile();
    const first = await startSandbox("--data", data);
    onTestFinished(async () => void (await first.stop("SIGKILL")));
    await first.call("POST", "/api/v1/requests", { cardId: "CARD-1", shipmentId: "SHIPMENT-1" });
    const ids = { organisationId: "ORG-1", shipmentId: "SHIPMENT-1" };
    const report = {
      subject: "EXTERNAL_PRODUCTION_CARD_PRODUCED",
      messageId: randomUUID(),
      body: { ...ids, cardId: "CARD-1", reportData: {} },
    };
    expect(await answerTo(first.connections.all, report)).toBe("EXTERNAL_PRODUCTION_REPORT_OK");
    await first.call("POST", "/api/v1/snapshot", {});
    await first.stop("SIGKILL");
    await using second = await startSandbox("--data", data);
    const shipped = {
      subject: "EXTERNAL_PRODUCTION_SHIPPED",
      messageId: randomUUID(),
      body: { ...ids, cardIds: ["CARD-1"] },
    };
    expect(await answerTo(second.connections.all, shipped)).toBe("EXTERNAL_PRODUCTION_SHIPPED_OK");
  });
});

/** Sends a notification; returns the type of what NGOC answers it with. */
async function answerTo(
  connection: string,
  notification: { readonly messageId: string; readonly body: object },
): Promise<string | undefined> {
  await using stack = new AsyncDisposableStack();
  const bus = stack.adopt(new ServiceBusClient(connection), (client) => client.close());
  await bus.createSender("partner-to-ngoc").sendMessages(notification);
  const receiver = bus.createReceiver("ngoc-to-partner", { receiveMode: "receiveAndDelete" });
  for (;;) {
    const [message] = await receiver.receiveMessages(1, { maxWaitTimeInMs: 20_000 });
    if (message === undefined) throw new Error("No answer came within 20 s");
    if (message.correlationId === notification.messageId) return message.subject;
  }
}
