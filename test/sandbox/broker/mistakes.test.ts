import { expect, test } from "vitest";
import { type BrokerOptions, type FaultRule, ServiceBusBroker } from "../../../src/sandbox/broker/index.ts";

// As JavaScript may give them: the compiler refuses most of these.
test.each([
  [null, "BROKER_OPTION", "The broker's options: must be an object."],
  [
    { queue: [{ name: "q" }] },
    "BROKER_OPTION",
    'The broker\'s options: there is no "queue", only queues, config, keys',
  ],
  [{ queues: { name: "q" } }, "BROKER_OPTION", "queues must be of type list"],
  [{ config: 5 }, "BROKER_OPTION", "config must be of type object or string"],
  [{ port: "5672" }, "BROKER_OPTION", "port must be of type number"],
  [{ port: 99_999 }, "BROKER_OPTION", "The port is a whole number from 0 to 65535"],
  [{ port: 1.5 }, "BROKER_OPTION", "The port is a whole number from 0 to 65535"],
  [{ snapshot: "state.json" }, "BROKER_OPTION", "snapshot must be of type object"],
  [{ snapshot: {} }, "BROKER_OPTION", "The option snapshot: file is missing"],
  [{ keys: [{ name: "k", rights: ["Send"] }] }, "BROKER_OPTION", "An access key: key is missing"],
  [
    { keys: [{ name: "k", key: "s3cret", rights: ["Read"] }] },
    "BROKER_OPTION",
    'There is no right "Read", only Listen, Send, Manage',
  ],
  [{ queues: ["q"] }, "QUEUE_OPTION", "A queue: must be an object"],
  [{ queues: [{}] }, "QUEUE_OPTION", "A queue: name is missing"],
  [{ queues: [{ name: "a b" }] }, "QUEUE_OPTION", 'Queue "a b": name must be 1 to 260 letters'],
  [
    { queues: [{ name: "q", lockDuration: 5 }] },
    "QUEUE_OPTION",
    'Queue "q": there is no "lockDuration", only name, lock',
  ],
  [{ queues: [{ name: "q", requiresSession: "no" }] }, "QUEUE_OPTION", "requiresSession must be of type boolean"],
  [{ queues: [{ name: "q", lockDurationMs: 0 }] }, "QUEUE_OPTION", "lockDurationMs must be a number above 0"],
  [{ queues: [{ name: "q", forwardTo: "x" }] }, "QUEUE_OPTION", "forwardTo must be the name of a declared queue"],
  [{ queues: [{ name: "q" }, { name: "Q" }] }, "QUEUE_EXISTS", 'Queue "Q" is declared twice'],
  [{ config: "nowhere.json" }, "EMULATOR_CONFIG", "The emulator configuration nowhere.json cannot be read"],
])("start refuses %j", async (options, code, message) => {
  const error = await ServiceBusBroker.start(options as BrokerOptions).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: "CardwrightError", code, help: expect.any(String) });
  expect(error).toHaveProperty("message", expect.stringContaining(message));
  expect(String(error)).not.toContain("s3cret");
});

test("a port that is taken, a queue and a right that there are not, and a second close", async () => {
  const broker = await ServiceBusBroker.start();
  await expect(ServiceBusBroker.start({ port: broker.port })).rejects.toThrow(
    `The broker cannot listen on port ${broker.port} of 127.0.0.1: something else listens there.`,
  );
  broker.createQueue({ name: "q" });
  expect(() => broker.queue("orders")).toThrow(expect.objectContaining({ code: "NO_SUCH_QUEUE" }));
  expect(() => broker.connectionString({ rights: ["Read" as "Send"] })).toThrow('There is no right "Read"');
  await broker.close();
  await broker.close();
  await broker[Symbol.asyncDispose]();
});

test.each([
  ["lose", "A fault: must be an object"],
  [{ on: "send" }, "A fault: effect is missing"],
  [{ on: "send", efect: {} }, 'A fault: there is no "efect", only on, effect'],
  [
    { on: "sent", effect: { kind: "lose" } },
    'A fault is on authorize, attach, send, settle, manage, deliver, not on "sent"',
  ],
  [{ on: "send", effect: { kind: "loose" } }, "The effect of a fault on send is refuse, delay, lose"],
  [{ on: "send", effect: { kind: "twice" } }, 'not "twice"'],
  [{ on: "deliver", effect: { kind: "refuse" } }, "The effect of a fault on deliver is delay, lose, drop-connection"],
])("a fault that would never strike is refused: %j", async (rule, message) => {
  await using broker = await ServiceBusBroker.start();
  expect(() => broker.faults.add(rule as FaultRule)).toThrow(message);
});
