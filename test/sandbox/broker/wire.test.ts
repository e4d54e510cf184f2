import rhea, { type Connection, type Delivery, type EventContext, type Message } from "rhea-broker";
import { describe, expect, onTestFinished, test } from "vitest";
import type { ServiceBusBroker } from "../../../src/sandbox/broker/index.ts";
import { closeRhea, connectRhea } from "../../support/rhea-client.ts";
import { connect, send, startBroker } from "./azure-fixture.ts";

// What the Azure client does not do, or hides when it goes wrong: a bare AMQP client on the wire.

async function bare(broker: ServiceBusBroker): Promise<Connection> {
  const connection = await connectRhea(broker.connectionString(), "q");
  onTestFinished(() => closeRhea(connection));
  return connection;
}

const options = { credit_window: 0, autoaccept: false, autosettle: false, rcv_settle_mode: 1 } as const;

describe("AMQP wire protocol", () => {
  test("a drain is answered also when no credit is left", async () => {
    const broker = await startBroker();
    const receiver = (await bare(broker)).open_receiver({ source: "q", ...options });
    await new Promise((resolve) => receiver.once("receiver_open", resolve));
    const drained = new Promise((resolve) => receiver.once("receiver_drained", resolve));
    receiver.drain_credit();
    await drained;
  });

  test("a drain takes what is there, then all the credit", async () => {
    const broker = await startBroker();
    await send(connect(broker), { body: 1 });
    const receiver = (await bare(broker)).open_receiver({ source: "q", ...options });
    const seen: string[] = [];
    receiver.on("message", () => seen.push("message"));
    const drained = new Promise((resolve) => receiver.once("receiver_drained", resolve));
    receiver.add_credit(10);
    receiver.drain_credit();
    await drained;
    expect(seen).toEqual(["message"]);
  });

  test("each delivery gets the answer to its own outcome, however the client's are bundled", async () => {
    const broker = await startBroker();
    await send(connect(broker), ...[0, 1, 2, 3, 4, 5].map((body) => ({ body })));
    const receiver = (await bare(broker)).open_receiver({ source: "q", ...options });
    const deliveries: Delivery[] = [];
    const all = new Promise<void>((resolve) => {
      receiver.on("message", ({ delivery }: EventContext) => {
        if (delivery !== undefined) deliveries.push(delivery);
        if (deliveries.length === 6) resolve();
      });
    });
    receiver.add_credit(6);
    await all;
    // The locks of 0, 2 and 3 are lost before all six are accepted, which rhea bundles into one disposition.
    for (const lost of [0, 2, 3]) broker.queue("q").expireLocks(broker.queue("q").messages()[lost]?.lockToken);
    const answers: unknown[] = [];
    const answered = new Promise<void>((resolve) => {
      receiver.on("settled", ({ delivery }: EventContext) => {
        const state = delivery?.remote_state as { error?: { condition?: string } } | undefined;
        answers.push(state?.error?.condition ?? "accepted");
        if (answers.length === 6) resolve();
      });
    });
    for (const delivery of deliveries) delivery.accept();
    await answered;
    const lost = "com.microsoft:message-lock-lost";
    expect(answers).toEqual([lost, "accepted", lost, lost, "accepted", "accepted"]);
    expect(broker.queue("q").totals()).toMatchObject({ completed: 3, "lock-expired": 3 });
  });

  test("an outcome that is settled at once is acted on and not answered", async () => {
    const broker = await startBroker();
    await send(connect(broker), { body: 1 }, { body: 2 });
    const receiver = (await bare(broker)).open_receiver({ source: "q", credit_window: 0, autoaccept: false });
    const done = broker.events.once((event) => event.type === "released");
    receiver.on("message", ({ delivery }: EventContext) => {
      // One at a time: rhea would bundle the two outcomes into one.
      if (broker.queue("q").totals().delivered === 2) {
        delivery?.release();
      } else {
        delivery?.accept();
        setImmediate(() => receiver.add_credit(1));
      }
    });
    receiver.add_credit(1);
    await done;
    expect(broker.queue("q").totals()).toMatchObject({ completed: 1, released: 1 });
    expect(broker.queue("q").messages()).toMatchObject([{ deliveryCount: 0 }]);
  });

  /** Asks the management node of "q" over a bare connection. */
  async function manage(connection: Connection, operation: string, body: object): Promise<Message> {
    const replies = connection.open_receiver({ source: "q/$management", target: "replies" });
    const requests = connection.open_sender({ target: "q/$management" });
    await new Promise((resolve) => requests.once("sendable", resolve));
    const replied = new Promise<Message>((resolve) => {
      replies.once("message", ({ message }: EventContext) => message !== undefined && resolve(message));
    });
    const application_properties = { operation: `com.microsoft:${operation}` };
    requests.send({ message_id: operation, reply_to: "replies", application_properties, body });
    const reply = await replied;
    for (const link of [replies, requests]) link.close();
    return reply;
  }

  test("messages are deleted in batches, those enqueued before a time, until there are none", async () => {
    const broker = await startBroker();
    await send(connect(broker), ...[1, 2, 3].map((body) => ({ body })));
    const connection = await bare(broker);
    const deleteUpTo = (count: number, before: Date): Promise<Message> =>
      manage(connection, "batch-delete-messages", {
        "message-count": rhea.types.wrap_int(count),
        "enqueued-time-utc": rhea.types.wrap_timestamp(before.getTime()),
      });
    const [later, earlier] = [new Date(Date.now() + 1000), new Date(Date.now() - 60_000)];
    const none = { statusCode: 204, errorCondition: "com.microsoft:message-not-found" };
    expect((await deleteUpTo(10, earlier)).application_properties).toMatchObject(none);
    expect(await deleteUpTo(2, later)).toMatchObject({ body: { "message-count": 2 } });
    expect(await deleteUpTo(2, later)).toMatchObject({ body: { "message-count": 1 } });
    expect((await deleteUpTo(2, later)).application_properties).toMatchObject(none);
    expect(broker.queue("q").isEmpty()).toBe(true);
  });

  test("sessions with messages, or changed since a time, are listed by pages", async () => {
    const broker = await startBroker({ requiresSession: true });
    const client = connect(broker);
    await send(client, ...["a", "b", "c"].map((sessionId) => ({ body: 1, sessionId })));
    const connection = await bare(broker);
    const list = async (skip: number, since: Date): Promise<unknown> => {
      const body = {
        "last-updated-time": rhea.types.wrap_timestamp(since.getTime()),
        skip: rhea.types.wrap_int(skip),
        top: rhea.types.wrap_int(2),
      };
      return (await manage(connection, "get-message-sessions", body)).body?.["sessions-ids"];
    };
    const endOfTime = new Date("9999-12-31T23:59:59.999Z");
    expect(await list(0, endOfTime)).toEqual(["a", "b"]);
    expect(await list(2, endOfTime)).toEqual(["c"]);
    expect(await list(4, endOfTime)).toBeUndefined();
    // With a time, only those whose state was set since.
    expect(await list(0, new Date(0))).toBeUndefined();
    const session = await client.acceptSession("q", "b");
    await session.setSessionState("changed");
    expect(await list(0, new Date(Date.now() - 60_000))).toEqual(["b"]);
    expect(await list(0, new Date(Date.now() + 3_600_000))).toBeUndefined();
  });

  test("without a token nothing can be attached", async () => {
    const broker = await startBroker();
    const [, port] = broker.endpoint.split(":");
    const connection = rhea
      .create_container()
      .connect({ host: "127.0.0.1", port: Number(port), username: "x", reconnect: false });
    onTestFinished(() => closeRhea(connection));
    for (const address of ["q", "q/$DeadLetterQueue", "q/$management", "nowhere"]) {
      const receiver = connection.open_receiver(address);
      const condition = await new Promise((resolve) => {
        receiver.once("receiver_error", () =>
          resolve((receiver.error as { condition?: string } | undefined)?.condition),
        );
      });
      expect([address, condition]).toEqual([address, "amqp:unauthorized-access"]);
    }
  });

  test("a name and key of SASL PLAIN stand for a token, a wrong one for nothing", async () => {
    const broker = await startBroker({}, { keys: [{ name: "plain", key: "secret", rights: ["Send"] }] });
    const log = (password: string): Promise<string> => {
      const [, port] = broker.endpoint.split(":");
      const connection = rhea.create_container().connect({
        host: "127.0.0.1",
        port: Number(port),
        username: "plain",
        password,
        reconnect: false,
      });
      return new Promise((resolve) => {
        connection.once("connection_open", () => closeRhea(connection).then(() => resolve("open")));
        connection.once("connection_error", () => resolve("refused"));
        connection.once("disconnected", () => resolve("refused"));
      });
    };
    expect(await log("secret")).toBe("open");
    expect(await log("wrong")).toBe("refused");
  });
});
