import { ServiceBusClient } from "@azure/service-bus";
import { describe, expect, test } from "vitest";
import { ServiceBusBroker } from "../../src/sandbox/index.ts";
import { waitFor } from "./wait-for.ts";

describe("waitFor", () => {
  test("resolves once the condition holds", async () => {
    await using broker = await ServiceBusBroker.start({ queues: [{ name: "q" }] });
    const arrived = waitFor({ broker, what: "a message", until: () => broker.queue("q").counts().active === 1 });
    const client = new ServiceBusClient(broker.connectionString());
    await client.createSender("q").sendMessages({ body: "x" });
    await arrived;
    await client.close();
  });

  test("fails in time with what it waited for, the state of the queues and the last events", async () => {
    await using broker = await ServiceBusBroker.start({ queues: [{ name: "q" }] });
    const waiting = waitFor({ broker, what: "a message that never comes", until: () => false, timeoutMs: 500 });
    const client = new ServiceBusClient(broker.connectionString());
    await client.createSender("q").sendMessages({ messageId: "m1", body: "x" });
    const report = await waiting.catch((error: unknown) => String(error));
    expect(report).toContain("Timed out after 500 ms waiting for a message that never comes");
    expect(report).toContain("queue q: active 1, events in all enqueued 1");
    expect(report).toMatch(/type enqueued, .*messageId m1/);
    await client.close();
  });
});
