import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { watch } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { ServiceBusClient } from "@azure/service-bus";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  type EmulatorConfig,
  ManualClock,
  queuesOfEmulatorConfig,
  ServiceBusBroker,
} from "../../../src/sandbox/broker/index.ts";
import { isoDurationMs } from "../../../src/sandbox/broker/topology/iso-duration.ts";
import { connect, receiveOne, send } from "./azure-fixture.ts";

const config = {
  UserConfig: {
    Namespaces: [
      {
        Name: "sbemulatorns",
        Queues: [
          {
            Name: "queue.1",
            Properties: {
              DeadLetteringOnMessageExpiration: false,
              DefaultMessageTimeToLive: "PT1H",
              DuplicateDetectionHistoryTimeWindow: "PT20S",
              ForwardDeadLetteredMessagesTo: "",
              ForwardTo: "",
              LockDuration: "PT1M",
              MaxDeliveryCount: 3,
              RequiresDuplicateDetection: false,
              RequiresSession: false,
            },
          },
          { Name: "q", Properties: { RequiresDuplicateDetection: true, DuplicateDetectionHistoryTimeWindow: "P5D" } },
        ],
        Topics: [],
      },
    ],
    Logging: { Type: "File" },
  },
};

describe("emulator configuration, snapshots and forwarding", () => {
  test("the official emulator's configuration declares queues", () => {
    expect(queuesOfEmulatorConfig(config)).toEqual([
      {
        name: "queue.1",
        deadLetterOnExpiry: false,
        defaultTimeToLiveMs: 3_600_000,
        lockDurationMs: 60_000,
        maxDeliveryCount: 3,
        requiresSession: false,
      },
      { name: "q", duplicateDetectionWindowMs: 5 * 24 * 3_600_000 },
    ]);
  });

  test("a broker takes the configuration as an object or as a file", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "broker-")), "Config.json");
    writeFileSync(file, JSON.stringify(config));
    for (const one of [config, file]) {
      await using broker = await ServiceBusBroker.start({ config: one, queues: [{ name: "more" }] });
      expect(broker.queues().map(({ name }) => name)).toEqual(["queue.1", "q", "more"]);
    }
    writeFileSync(file, "{");
    await expect(ServiceBusBroker.start({ config: file })).rejects.toMatchObject({ code: "EMULATOR_CONFIG" });
  });

  test("the file may have comments, as the official emulator's own has", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "broker-")), "Config.json");
    const commented = `\uFEFF// The queues of our partner
{
  "UserConfig": { /* one namespace
      only */
    "Namespaces": [{
      "Name": "sbemulatorns", // not used
      "Queues": [{ "Name": "with//slashes", "Properties": { "ForwardTo": "" /* "none" */ } }]
    }]
  }
}`;
    writeFileSync(file, commented);
    await using broker = await ServiceBusBroker.start({ config: file });
    expect(broker.queues().map(({ name }) => name)).toEqual(["with//slashes"]);
    writeFileSync(file, '{ "UserConfig": // cut off');
    await expect(ServiceBusBroker.start({ config: file })).rejects.toMatchObject({ code: "EMULATOR_CONFIG" });
  });

  const withQueue = (queue: unknown) => ({ UserConfig: { Namespaces: [{ Queues: [queue] }] } });

  test.each([
    [null, "/UserConfig/Namespaces must contain exactly one namespace"],
    [{ UserConfig: { Namespaces: [] } }, "/UserConfig/Namespaces must contain exactly one namespace"],
    [{ UserConfig: { Namespaces: [null] } }, "/UserConfig/Namespaces/0: expected an object"],
    [{ UserConfig: { Namespaces: [{ Queues: {} }] } }, "/UserConfig/Namespaces/0: Queues must be of type list"],
    [
      { UserConfig: { Namespaces: [{ Topics: [{ Name: "t" }, { Name: "u" }] }] } },
      '/UserConfig/Namespaces/0/Topics must be empty, but declares "t", "u": topics are not supported',
    ],
    [withQueue(null), "/UserConfig/Namespaces/0/Queues/0: expected an object"],
    [withQueue({}), "/UserConfig/Namespaces/0/Queues/0: Name is missing"],
    [
      withQueue({ Name: "x", Properties: null }),
      "/UserConfig/Namespaces/0/Queues/0: Properties must be of type object",
    ],
    [
      withQueue({ Name: "x", Properties: { LockDuratoin: "PT1M" } }),
      'Queues/0/Properties: unknown option "LockDuratoin"',
    ],
    [withQueue({ Name: "x", Properties: { RequiresSession: "false" } }), "RequiresSession must be of type boolean"],
    [
      withQueue({ Name: "x", Properties: { LockDuration: "1 minute" } }),
      '/UserConfig/Namespaces/0/Queues/0/Properties/LockDuration must be an ISO 8601 duration such as "PT1M"',
    ],
  ])("an error in a configuration is reported with its JSON pointer: %#", (wrong, message) => {
    // A configuration read from a file was not checked by a compiler.
    expect(() => queuesOfEmulatorConfig(wrong as EmulatorConfig)).toThrow(message);
  });

  test.each([
    ["PT1M", 60_000],
    ["P14D", 14 * 24 * 3_600_000],
    ["P1DT2H3M4.5S", ((24 + 2) * 60 + 3) * 60_000 + 4500],
    ["PT0S", 0],
    ["P", undefined],
    ["PT", undefined],
    ["1M", undefined],
  ])("the duration %s is %s ms", (text, ms) => {
    expect(isoDurationMs(text)).toBe(ms);
  });

  test("a snapshot carries queues, sessions, duplicates and keys over a restart", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "broker-")), "kept", "snapshot.json");
    const options = {
      queues: [
        { name: "q", duplicateDetectionWindowMs: 60_000, maxDeliveryCount: 1 },
        { name: "sessions", requiresSession: true },
      ],
      snapshot: { file },
    };
    const first = await ServiceBusBroker.start(options);
    const connectionString = first.connectionString({ queue: "q" });
    const client = connect(first);
    await send(
      client,
      ...["dead", "deferred", "locked", "waiting"].map((messageId) => ({ body: messageId, messageId })),
      {
        body: "scheduled",
        messageId: "scheduled",
        scheduledEnqueueTimeUtc: new Date(Date.now() + 3_600_000),
      },
    );
    const receiver = client.createReceiver("q");
    await receiver.abandonMessage(await receiveOne(receiver));
    const deferred = await receiveOne(receiver);
    await receiver.deferMessage(deferred);
    await receiveOne(receiver);
    const session = await client.acceptSession("sessions", "s");
    await session.setSessionState("half way");
    await client.close();
    await first.close();
    expect(statSync(file).mode & 0o777).toBe(0o600);

    const second = await ServiceBusBroker.start(options);
    onTestFinished(() => second.close());
    expect(
      second
        .queue("q")
        .messages()
        .map(({ messageId, state }) => [messageId, state]),
    ).toEqual([
      ["deferred", "deferred"],
      ["locked", "active"],
      ["waiting", "active"],
      ["scheduled", "scheduled"],
    ]);
    expect(second.queue("q").deadLetterQueue.messages()).toMatchObject([{ messageId: "dead" }]);
    // The key made for the first broker is good for the second, at its own port.
    expect(second.connectionString({ queue: "q" }).replace(/:\d+/, "")).toBe(connectionString.replace(/:\d+/, ""));
    const again = connect(second);
    await send(again, { body: "waiting", messageId: "waiting" });
    expect(second.queue("q").totals()).toMatchObject({ "duplicate-dropped": 1 });
    expect(await receiveOne(again.createReceiver("q"))).toMatchObject({ body: "locked", deliveryCount: 0 });
    if (deferred.sequenceNumber === undefined) throw new Error("no sequence number");
    const [kept] = await again.createReceiver("q").receiveDeferredMessages(deferred.sequenceNumber);
    expect(kept).toMatchObject({ body: "deferred" });
    expect(await (await again.acceptSession("sessions", "s")).getSessionState()).toBe("half way");
  });

  test("a file that is no snapshot is an error that says so", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "broker-")), "snapshot.json");
    writeFileSync(file, "[]");
    await expect(ServiceBusBroker.start({ snapshot: { file } })).rejects.toMatchObject({ code: "BROKER_SNAPSHOT" });
  });

  test("what expired while the broker was off joins the dead letters that were there", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "broker-")), "snapshot.json");
    const queues = [{ name: "q", deadLetterOnExpiry: true, maxDeliveryCount: 1 }];
    const before = new ManualClock();
    const first = await ServiceBusBroker.start({ queues, snapshot: { file }, clock: before });
    const client = connect(first);
    await send(client, { body: 1, messageId: "dead" });
    const receiver = client.createReceiver("q");
    await receiver.abandonMessage(await receiveOne(receiver));
    await send(client, { body: 2, messageId: "mortal", timeToLive: 1000 });
    await client.close();
    await first.close();

    const clock = new ManualClock(before.now() + 2000);
    const second = await ServiceBusBroker.start({ queues, snapshot: { file }, clock });
    onTestFinished(() => second.close());
    const dead = second.queue("q").deadLetterQueue.messages();
    expect(dead.map(({ messageId, sequenceNumber }) => [messageId, sequenceNumber])).toEqual([
      ["dead", 1],
      ["mortal", 2],
    ]);
  });

  test("a forwarded dead letter still names its queue after a restart", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "broker-")), "snapshot.json");
    const options = {
      queues: [{ name: "q", maxDeliveryCount: 1, forwardDeadLetteredTo: "morgue" }, { name: "morgue" }],
      snapshot: { file },
    };
    const first = await ServiceBusBroker.start(options);
    const client = connect(first);
    await send(client, { body: 1 });
    const receiver = client.createReceiver("q");
    await receiver.abandonMessage(await receiveOne(receiver));
    await client.close();
    await first.close();

    const second = await ServiceBusBroker.start(options);
    onTestFinished(() => second.close());
    expect(await receiveOne(connect(second).createReceiver("morgue"))).toMatchObject({ deadLetterSource: "q" });
  });

  test("a killed broker's queues and session states are there at the next start", async () => {
    const folder = mkdtempSync(join(tmpdir(), "broker-"));
    const file = join(folder, "snapshot.json");
    const script = fileURLToPath(new URL("./killed-broker.ts", import.meta.url));
    const child = spawn(process.execPath, [script, file], { stdio: ["ignore", "pipe", "inherit"] });
    onTestFinished(() => void child.kill("SIGKILL"));
    const [connectionString] = (await once(createInterface(child.stdout), "line")) as [string];
    const client = new ServiceBusClient(connectionString);
    await send(client, { body: "kept" });
    const saved = written(file, Buffer.from(JSON.stringify("half way")).toString("base64"));
    await (await client.acceptSession("sessions", "s")).setSessionState("half way");
    await saved;
    child.kill("SIGKILL");
    await once(child, "exit");
    await client.close();

    const broker = await ServiceBusBroker.start({
      queues: [{ name: "q" }, { name: "sessions", requiresSession: true }],
      snapshot: { file },
    });
    onTestFinished(() => broker.close());
    const again = connect(broker);
    expect(await receiveOne(again.createReceiver("q"))).toMatchObject({ body: "kept" });
    expect(await (await again.acceptSession("sessions", "s")).getSessionState()).toBe("half way");
  });

  test("a snapshot that cannot be written emits a warning, and close rejects", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "broker-")), "snapshot.json");
    const broker = await ServiceBusBroker.start({ queues: [{ name: "q" }], snapshot: { file, everyMs: 1 } });
    mkdirSync(file);
    const warned = once(process, "warning");
    await send(connect(broker), { body: 1 });
    expect(await warned).toMatchObject([{ code: "BROKER_SNAPSHOT" }]);
    await expect(broker.close()).rejects.toMatchObject({ code: "BROKER_SNAPSHOT" });
  });

  test("a queue forwards to declared queues only", async () => {
    const queues = [{ name: "front", forwardTo: "nowhere" }];
    await expect(ServiceBusBroker.start({ queues })).rejects.toMatchObject({
      code: "QUEUE_OPTION",
      message: 'Queue "front": forwardTo must be the name of a declared queue',
    });
    const broker = await ServiceBusBroker.start({ queues: [...queues, { name: "Nowhere" }] });
    onTestFinished(() => broker.close());
    expect(() => broker.createQueue({ name: "x", forwardDeadLetteredTo: "y" })).toThrow("forwardDeadLetteredTo");
    expect(broker.queues().map(({ name }) => name)).toEqual(["front", "Nowhere"]);
  });

  /** Waits until a file holds a text. */
  async function written(file: string, text: string): Promise<void> {
    const holds = (): boolean => readFileSync(file, "utf8").includes(text);
    for await (const { filename } of watch(dirname(file))) if (filename === basename(file) && holds()) return;
  }
});
