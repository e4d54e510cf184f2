import { describe, expect, test } from "vitest";
import { type BrokerOptions, type FaultRule, ServiceBusBroker } from "../../../src/sandbox/broker/index.ts";

const ownKey = { name: "own", key: "not known to others", rights: ["Send"] } as const;

describe("invalid options and calls", () => {
  // As JavaScript may give them: the compiler refuses most of these.
  test.each([
    [null, "BROKER_OPTION", "Broker options: expected an object"],
    [
      { queue: [{ name: "q" }] },
      "BROKER_OPTION",
      'Broker options: unknown option "queue", expected one of queues, config, keys',
    ],
    [{ queues: { name: "q" } }, "BROKER_OPTION", "queues must be of type list"],
    [{ config: 5 }, "BROKER_OPTION", "config must be of type object or string"],
    [{ port: "5672" }, "BROKER_OPTION", "port must be of type number"],
    [{ port: 99_999 }, "BROKER_OPTION", "Broker options: port must be an integer from 0 to 65535"],
    [{ host: 5 }, "BROKER_OPTION", "host must be of type string"],
    [
      { host: "0.0.0.0" },
      "BROKER_OPTION",
      'Broker options: other machines reach host "0.0.0.0", so keys must contain a key of your own',
    ],
    [
      { host: "0.0.0.0", keys: [{ name: "own", key: "SAS_KEY_VALUE", rights: ["Send"] }] },
      "BROKER_OPTION",
      'other machines reach host "0.0.0.0", so keys must not contain the well-known development key',
    ],
    [{ port: 1.5 }, "BROKER_OPTION", "Broker options: port must be an integer from 0 to 65535"],
    [{ snapshot: "state.json" }, "BROKER_OPTION", "snapshot must be of type object"],
    [{ snapshot: {} }, "BROKER_OPTION", "Snapshot options: file is missing"],
    [{ keys: [{ name: "k", rights: ["Send"] }] }, "BROKER_OPTION", "Access key: key is missing"],
    [
      { keys: [{ name: "k", key: "s3cret", rights: ["Read"] }] },
      "BROKER_OPTION",
      'Access key: unknown right "Read", expected one of Listen, Send, Manage',
    ],
    [{ queues: ["q"] }, "QUEUE_OPTION", "Queue: expected an object"],
    [{ queues: [{}] }, "QUEUE_OPTION", "Queue: name is missing"],
    [{ queues: [{ name: "a b" }] }, "QUEUE_OPTION", 'Queue "a b": name must be 1 to 260 letters'],
    [
      { queues: [{ name: "q", lockDuration: 5 }] },
      "QUEUE_OPTION",
      'Queue "q": unknown option "lockDuration", expected one of name, lock',
    ],
    [{ queues: [{ name: "q", requiresSession: "no" }] }, "QUEUE_OPTION", "requiresSession must be of type boolean"],
    [{ queues: [{ name: "q", lockDurationMs: 0 }] }, "QUEUE_OPTION", "lockDurationMs must be a number above 0"],
    [{ queues: [{ name: "q", forwardTo: "x" }] }, "QUEUE_OPTION", "forwardTo must be the name of a declared queue"],
    [{ queues: [{ name: "q" }, { name: "Q" }] }, "QUEUE_EXISTS", 'Duplicate queue "Q"'],
    [{ config: "nowhere.json" }, "EMULATOR_CONFIG", "Cannot read the emulator configuration nowhere.json"],
  ])("start refuses %j", async (options, code, message) => {
    const error = await ServiceBusBroker.start(options as BrokerOptions).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "ConfigurationError", code, help: expect.any(String) });
    expect(error).toHaveProperty("message", expect.stringContaining(message));
    expect(String(error)).not.toContain("s3cret");
  });

  test("a port in use, an unknown queue and an unknown right are refused; a second close is a no-op", async () => {
    const broker = await ServiceBusBroker.start();
    await expect(ServiceBusBroker.start({ port: broker.port })).rejects.toThrow(
      `Cannot listen on 127.0.0.1:${broker.port}: the port is in use`,
    );
    broker.createQueue({ name: "q" });
    expect(() => broker.queue("orders")).toThrow(expect.objectContaining({ code: "NO_SUCH_QUEUE" }));
    expect(() => broker.connectionString({ rights: ["Read" as "Send"] })).toThrow('Access key: unknown right "Read"');
    expect(() => broker.connectionString({ key: "nobody" })).toThrow('Connection string: unknown key "nobody"');
    expect(() => broker.deleteQueue("orders")).toThrow(expect.objectContaining({ code: "NO_SUCH_QUEUE" }));
    expect(() => broker.deleteQueue("q/$DeadLetterQueue")).toThrow(expect.objectContaining({ code: "NO_SUCH_QUEUE" }));
    await expect(ServiceBusBroker.start({ host: "203.0.113.1", keys: [ownKey] })).rejects.toMatchObject({
      code: "BROKER_PORT",
      message: "Cannot listen on 203.0.113.1:0: this machine does not have the address",
    });
    await broker.close();
    await broker.close();
    await broker[Symbol.asyncDispose]();
  });

  test.each([
    ["lose", "Fault rule: expected an object"],
    [{ on: "send" }, "Fault rule: effect is missing"],
    [{ on: "send", efect: {} }, 'Fault rule: unknown option "efect", expected one of on, effect'],
    [
      { on: "sent", effect: { kind: "lose" } },
      'Fault rule: unknown point "sent", expected one of authorize, attach, send, settle, manage, deliver',
    ],
    [
      { on: "send", effect: { kind: "loose" } },
      'Fault rule: unknown effect "loose" on send, expected one of refuse, delay, lose',
    ],
    [{ on: "send", effect: { kind: "twice" } }, 'unknown effect "twice"'],
    [
      { on: "deliver", effect: { kind: "refuse" } },
      'Fault rule: unknown effect "refuse" on deliver, expected one of delay, lose, drop-connection',
    ],
  ])("a fault that could never take effect is refused: %j", async (rule, message) => {
    await using broker = await ServiceBusBroker.start();
    expect(() => broker.faults.add(rule as FaultRule)).toThrow(message);
  });
});
