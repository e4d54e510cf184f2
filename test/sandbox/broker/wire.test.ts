import rhea, { type Connection, type Delivery, type EventContext } from "rhea-broker";
import { expect, onTestFinished, test } from "vitest";
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
      receiver.once("receiver_error", () => resolve((receiver.error as { condition?: string } | undefined)?.condition));
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
