import { mkdtempSync } from "node:fs";
import { connect as tcpConnect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ServiceBusClient } from "@azure/service-bus";
import { describe, expect, test } from "vitest";
import { type BrokerEvent, developmentKey, ServiceBusBroker } from "../../../src/sandbox/broker/index.ts";
import { codeOf, connect, receive, receiveOne, send, startBroker } from "./azure-fixture.ts";

describe("ServiceBusBroker", () => {
  test("a subscriber goes on after its connection was dropped", async () => {
    const broker = await startBroker({ lockDurationMs: 5000 });
    const client = connect(broker, { retryOptions: { maxRetries: 5, retryDelayInMs: 10, timeoutInMs: 2000 } });
    const bodies: unknown[] = [];
    client.createReceiver("q").subscribe({
      async processMessage(message) {
        bodies.push(message.body);
      },
      async processError() {},
    });
    const other = connect(broker);
    const first = broker.events.once((event) => event.type === "completed");
    await send(other, { body: 1 });
    await first;
    expect(broker.dropConnections()).toBe(2);
    const completed = broker.events.once((event) => event.type === "completed");
    await send(connect(broker), { body: 2 });
    await completed;
    expect(bodies).toEqual([1, 2]);
  });

  test("answers to neighbours of different outcome stay apart", async () => {
    const broker = await startBroker();
    const client = connect(broker);
    await send(client, ...Array.from({ length: 4 }, (_, body) => ({ body })));
    const receiver = client.createReceiver("q");
    const [first, second, third, fourth] = await receive(receiver, 4);
    if (!first || !second || !third || !fourth) throw new Error("four were received");
    broker.queue("q").expireLocks(second.lockToken);
    // All four are completed in one tick; the second has lost its lock.
    const results = await Promise.allSettled([first, second, third, fourth].map((m) => receiver.completeMessage(m)));
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "fulfilled"]);
    expect(results[1]).toMatchObject({ reason: { code: "MessageLockLost" } });
    expect(broker.queue("q").totals()).toMatchObject({ completed: 3 });
  });

  test("a lock outlives its link", async () => {
    const broker = await startBroker();
    const client = connect(broker);
    await send(client, { body: 1 });
    const receiver = client.createReceiver("q");
    await receiveOne(receiver);
    await receiver.close();
    expect(broker.queue("q").counts()).toMatchObject({ active: 0, locked: 1 });
    expect(broker.queue("q").expireLocks()).toBe(1);
    expect(broker.queue("q").counts()).toMatchObject({ active: 1, locked: 0 });
  });

  test("close leaves neither timer nor socket, and may be called twice", async () => {
    const handles = (): Map<string, string[]> => Map.groupBy(process.getActiveResourcesInfo(), (kind) => kind);
    const before = handles();
    const broker = await ServiceBusBroker.start({ queues: [{ name: "q", defaultTimeToLiveMs: 60_000 }] });
    const client = new ServiceBusClient(broker.connectionString());
    await send(client, { body: 1 }, { body: 2, scheduledEnqueueTimeUtc: new Date(Date.now() + 60_000) });
    await receiveOne(client.createReceiver("q"));
    await client.close();
    await Promise.all([broker.close(), broker.close()]);
    await broker.close();
    // Others in the process, such as the test runner's own timers, may go meanwhile; nothing may come.
    for (const kind of ["Timeout", "TCPSocketWrap", "TCPServerWrap"]) {
      expect(handles().get(kind)?.length ?? 0).toBeLessThanOrEqual(before.get(kind)?.length ?? 0);
    }
  });

  test("a port that is taken is an error that says so", async () => {
    const { port } = await startBroker();
    await expect(ServiceBusBroker.start({ queues: [], port })).rejects.toMatchObject({ code: "BROKER_PORT" });
  });

  test.each(["GET / HTTP/1.1\r\n\r\n", "HELO\r\n\r\n"])("no AMQP ends its own connection only: %j", async (bytes) => {
    const broker = await startBroker();
    const client = connect(broker);
    const socket = tcpConnect(broker.port, "127.0.0.1");
    const ended = new Promise((resolve) => socket.on("close", resolve));
    socket.on("error", () => undefined).resume();
    socket.write(bytes);
    await ended;
    await send(client, { body: 1 });
    expect(broker.queue("q").counts().active).toBe(1);
  });

  test("a client that says nothing does not keep the broker from closing", async () => {
    const broker = await ServiceBusBroker.start({ queues: [] });
    const socket = tcpConnect(broker.port, "127.0.0.1");
    socket.on("error", () => undefined).resume();
    const ended = new Promise((resolve) => socket.on("close", resolve));
    await new Promise((resolve) => socket.on("connect", resolve));
    await broker.close();
    await ended;
  });

  test("a frame beyond the bound ends its connection", async () => {
    const broker = await startBroker();
    const socket = tcpConnect(broker.port, "127.0.0.1");
    socket.on("error", () => undefined).resume();
    const ended = new Promise((resolve) => socket.on("close", resolve));
    socket.write(Buffer.from([0x41, 0x4d, 0x51, 0x50, 3, 1, 0, 0, 0x7f, 0xff, 0xff, 0xff, 2, 1, 0, 0]));
    await ended;
    expect(broker.connectionCount).toBe(0);
  });

  test("the event stream tells a client's and a message's whole life, without content", async () => {
    const broker = await startBroker();
    const events: BrokerEvent[] = [];
    const stop = broker.events.on((event) => events.push(event));
    const client = connect(broker);
    await send(client, { body: "secret", messageId: "m" });
    const receiver = client.createReceiver("q");
    await receiver.completeMessage(await receiveOne(receiver));
    stop();
    await send(client, { body: 2 });
    expect(events.filter((event) => "messageId" in event)).toMatchObject([
      { type: "enqueued", queue: "q", messageId: "m", sequenceNumber: 1, deliveryCount: 0 },
      { type: "delivered", messageId: "m" },
      { type: "completed", messageId: "m" },
    ]);
    const others = events.filter((event) => !("messageId" in event)).map(({ type }) => type);
    expect(others.slice(0, 3)).toEqual(["connected", "token-accepted", "link-attached"]);
    expect(others).toContain("link-detached");
    expect(JSON.stringify(events)).not.toMatch(/secret|SharedAccess/);
  });

  test("waiting for an event can be given up", async () => {
    const broker = await startBroker();
    const controller = new AbortController();
    const waiting = broker.events.once(() => true, { signal: controller.signal });
    controller.abort(new Error("enough"));
    await expect(waiting).rejects.toThrow("enough");
    await expect(broker.events.once(() => true, { signal: AbortSignal.abort(new Error("late")) })).rejects.toThrow(
      "late",
    );
  });

  test("a queue nobody declared, and one declared twice, are errors that say so", async () => {
    const broker = await startBroker();
    expect(() => broker.queue("nope")).toThrow('Unknown queue "nope"');
    expect(() => broker.createQueue({ name: "Q" })).toThrow('Duplicate queue "Q"');
    expect(() => broker.createQueue({ name: "x", maxDeliveryCount: 0 })).toThrow(
      'Queue "x": maxDeliveryCount must be a number above 0',
    );
    expect(() => broker.createQueue({ name: "a b" })).toThrow(/name must be 1 to 260 letters/);
  });

  test("a queue is deleted with its links, and may be created anew", async () => {
    const broker = await startBroker({}, { queues: [{ name: "q/below" }, { name: "front", forwardTo: "q" }] });
    const client = connect(broker);
    await send(client, { body: 1 });
    const below = client.createSender("q/below");
    await below.sendMessages({ body: 1 });
    const [receiver, dead] = [client.createReceiver("q"), client.createReceiver("q", { subQueueType: "deadLetter" })];
    await receiver.peekMessages(1);
    await dead.peekMessages(1);
    expect(() => broker.deleteQueue("q")).toThrow('Queue "q" is in use: "front" forwards to it');
    broker.deleteQueue("FRONT");
    const sender = client.createSender("q");
    await sender.sendMessages({ body: 2 });
    broker.deleteQueue("q");
    expect(broker.queues().map(({ name }) => name)).toEqual(["q/below"]);
    // Comes back after the news of the links that were closed before.
    await below.sendMessages({ body: 2 });
    expect(await codeOf(sender.sendMessages({ body: 3 }))).toBe("MessagingEntityNotFound");
    expect(broker.queue("q/below").counts().active).toBe(2);
    broker.createQueue({ name: "q" });
    await sender.sendMessages({ body: 4 });
    expect(await receiveOne(receiver)).toMatchObject({ body: 4 });
    // Peeks go over the management link that the deletion has closed.
    expect(await dead.peekMessages(5)).toEqual([]);
  });

  test("a receiver that waits for a session of a deleted queue is told", async () => {
    const broker = await startBroker({ requiresSession: true });
    const client = connect(broker);
    const waiting = codeOf(client.acceptNextSession("q"));
    await broker.events.once((event) => event.type === "link-attached" && event.entity === "q");
    broker.deleteQueue("q");
    expect(await waiting).toBe("MessagingEntityNotFound");
  });

  test("texts name the host that the client has called", async () => {
    const broker = await startBroker();
    const connectionString = broker.connectionString({ host: "localhost" });
    const client = connect(broker, { connectionString });
    await expect(client.createSender("nowhere").sendMessages({ body: 1 })).rejects.toThrow(
      "The messaging entity 'sb://localhost/nowhere' could not be found.",
    );
  });

  test("the official emulator's connection string is valid where its key is declared", async () => {
    const broker = await startBroker({}, { keys: [developmentKey] });
    const connectionString = `Endpoint=sb://127.0.0.1:${broker.port};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true`;
    expect(broker.connectionString({ key: developmentKey.name })).toBe(connectionString);
    await send(connect(broker, { connectionString }), { body: 1 });
  });

  test("a broker on all addresses is reached by its own key only", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "broker-")), "snapshot.json");
    await using before = await ServiceBusBroker.start({ keys: [developmentKey], snapshot: { file } });
    await before.close();
    const own = { name: "own", key: "not known to others", rights: ["Send"] as const };
    const broker = await startBroker({}, { host: "0.0.0.0", keys: [own], snapshot: { file } });
    expect(broker.endpoint).toBe(`127.0.0.1:${broker.port}`);
    await send(connect(broker, { connectionString: broker.connectionString({ key: "own" }) }), { body: 1 });
    // The well-known key that the snapshot has kept is not taken over.
    expect(() => broker.connectionString({ key: developmentKey.name })).toThrow("unknown key");
  });

  test("purge empties a queue", async () => {
    const broker = await startBroker();
    await send(connect(broker), { body: 1 }, { body: 2 });
    expect(broker.queue("q").purge()).toBe(2);
    expect(broker.queue("q").isEmpty()).toBe(true);
  });
});
