import { connect as tcpConnect } from "node:net";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { developmentKey, type ServiceBusBroker } from "../../../src/sandbox/broker/index.ts";
import {
  amqpHeader,
  attach,
  codec,
  conditionOf,
  frame,
  frameAround,
  propertiesOf,
  RawPeer,
  signature,
} from "../../support/raw-peer.ts";
import { waitFor } from "../../support/wait-for.ts";
import { connect, send, startBroker } from "./azure-fixture.ts";

// What no client does, a broken or scanning one may: the broker answers as the standard says, or cuts it off.

async function open(broker: ServiceBusBroker, fields: object = {}, begin: object = {}): Promise<RawPeer> {
  const peer = await RawPeer.open(broker.port, fields, begin);
  onTestFinished(() => peer[Symbol.dispose]());
  return peer;
}

/** A peer that may do everything. */
async function trusted(broker: ServiceBusBroker): Promise<RawPeer> {
  const peer = await open(broker);
  const resource = `sb://${broker.endpoint}/`;
  expect(await peer.authorize(signature(resource, developmentKey.name, developmentKey.key), resource)).toBe(202);
  return peer;
}

const withKey = { keys: [developmentKey] };
const stillServes = async (broker: ServiceBusBroker): Promise<void> => {
  await send(connect(broker), { body: "still there" });
};

/** An `open` with one field of bytes behind eight nulls: its properties. */
function openWith(properties: Buffer): Buffer {
  const fields = Buffer.concat([Buffer.from(`a10178${"40".repeat(8)}`, "hex"), properties]);
  const head = Buffer.from("005310d000000000" + "0000000a", "hex");
  head.writeUInt32BE(fields.length + 4, 4);
  return frameAround(Buffer.concat([head, fields]));
}

describe("bytes that announce more than they hold", () => {
  const nested = (depth: number): Buffer =>
    Buffer.concat(Array.from({ length: depth }, () => Buffer.from("d00000000401f78a40", "hex")));
  test.each([
    ["an array of 2^32-1 values without bytes", Buffer.from("f000000005ffffffff41", "hex")],
    ["an array of 20 million values without bytes", Buffer.from("f00000000501312d0041", "hex")],
    ["a list of 2^32-1 values", Buffer.from("d000000004ffffffff", "hex")],
    ["30 nested lists of 33 million values", nested(30)],
    ["300 nested lists of 33 million values", nested(300)],
    ["60,000 nested descriptions", Buffer.concat([Buffer.alloc(60_000), Buffer.from([0x40])])],
    [
      "60,000 values in one list",
      Buffer.concat([Buffer.from("d00000ea640000ea60", "hex"), Buffer.alloc(60_000, 0x40)]),
    ],
    ["a string longer than its frame", Buffer.from("b1ffffffff", "hex")],
    ["a map with half a pair", Buffer.from("c1020140", "hex")],
    ["an unknown type", Buffer.from("3f", "hex")],
  ])("%s ends the connection before it is decoded", async (_what, properties) => {
    const broker = await startBroker();
    const peer = new RawPeer(broker.port);
    onTestFinished(() => peer[Symbol.dispose]());
    peer.write(Buffer.concat([amqpHeader, openWith(properties)]));
    expect(conditionOf(await peer.next("close"))).toBe("amqp:connection:framing-error");
    await peer.closed();
    await stillServes(broker);
  });

  test("in messages and requests it is refused, and the connection goes on", async () => {
    const warnings = vi.spyOn(console, "warn");
    onTestFinished(() => warnings.mockRestore());
    const broker = await startBroker({}, withKey);
    const peer = await trusted(broker);
    const bomb = Buffer.from("005372f000000005ffffffff41", "hex");
    peer.write(attach(0, { name: "to-q", handle: 1, role: false, address: "q" }));
    peer.send(1, bomb, { settled: false });
    expect(conditionOf(await peer.next("disposition"))).toBe("amqp:decode-error");
    peer.send(200, bomb, { settled: false });
    expect(conditionOf(await peer.next("disposition"))).toBe("amqp:decode-error");
    peer.write(attach(0, { name: "manage", handle: 2, role: false, address: "q/$management" }));
    peer.send(2, Buffer.from("not a message"), { settled: false });
    expect(conditionOf(await peer.next("disposition"))).toBe("amqp:decode-error");
    expect(broker.queue("q").isEmpty()).toBe(true);
    expect(peer.isClosed).toBe(false);
    // rhea's decoder would have told the user's console.
    expect(warnings).not.toHaveBeenCalled();
  });

  test.each([
    ["no bytes", ""],
    ["properties that are no list", "00537341" + "00537741"],
    ["annotations that are no map", "00537241" + "00537741"],
    ["a body before the properties", "00537741" + "00537345"],
    ["two kinds of body", "00537741" + "005375a00101"],
    ["two values", "00537741" + "00537741"],
    ["an unknown section", "00537941"],
    ["a body that does not end where it says", "005377c0050540"],
  ])("no message: %s", async (_what, hex) => {
    const broker = await startBroker({}, withKey);
    const peer = await trusted(broker);
    peer.write(attach(0, { name: "to-q", handle: 1, role: false, address: "q" }));
    peer.send(1, Buffer.from(hex, "hex"), { settled: false });
    expect(conditionOf(await peer.next("disposition"))).toBe("amqp:decode-error");
    expect(broker.queue("q").isEmpty()).toBe(true);
  });
});

describe("peers that break the protocol", () => {
  test.each([
    ["another protocol", "AMQP\0\0\x09\x01"],
    ["the header of TLS", "AMQP\x02\x01\0\0"],
  ])("%s is told which one is spoken", async (_what, header) => {
    const broker = await startBroker();
    const peer = new RawPeer(broker.port);
    peer.write(Buffer.from(header, "latin1"));
    await peer.closed();
    expect(peer.headers).toEqual([amqpHeader]);
  });

  const session = { next_outgoing_id: 0, incoming_window: 10, outgoing_window: 10 };
  test.each([
    ["a second open", frame(0, "open", { container_id: "again", idle_time_out: 1000 }), "amqp:illegal-state"],
    ["a channel above channel-max", frame(60_000, "begin", session), "amqp:resource-limit-exceeded"],
    ["a channel in use", frame(0, "begin", session), "amqp:connection:framing-error"],
    ["a frame on a channel without session", frame(9, "flow", session), "amqp:connection:framing-error"],
    [
      "a handle above handle-max",
      attach(0, { name: "x", handle: 256, role: false, address: "q" }),
      "amqp:resource-limit-exceeded",
    ],
    ["a field of another type", frameAround(Buffer.from("005316c00201a10178", "hex")), "amqp:connection:framing-error"],
    [
      "a performative without its mandatory field",
      frameAround(Buffer.from("00531645", "hex")),
      "amqp:connection:framing-error",
    ],
    ["an unknown performative", frameAround(Buffer.from("00535545", "hex")), "amqp:connection:framing-error"],
  ])("%s closes the connection", async (_what, bytes, condition) => {
    const broker = await startBroker();
    const peer = await open(broker);
    peer.write(bytes);
    expect(conditionOf(await peer.next("close"))).toBe(condition);
    await peer.closed();
  });

  test("a session before the connection is open closes it", async () => {
    const broker = await startBroker();
    const peer = new RawPeer(broker.port);
    peer.write(Buffer.concat([amqpHeader, frame(0, "begin", session)]));
    expect(conditionOf(await peer.next("close"))).toBe("amqp:illegal-state");
  });

  test("a transfer without a link, and a handle in use, end the session", async () => {
    const broker = await startBroker();
    const stray = await open(broker);
    stray.send(77, codec.message.encode({ body: 1 }));
    expect(conditionOf(await stray.next("end"))).toBe("amqp:session:unattached-handle");
    const twice = await open(broker);
    for (const name of ["one", "two"]) twice.write(attach(0, { name, handle: 0, role: false, address: "$cbs" }));
    expect(conditionOf(await twice.next("end"))).toBe("amqp:session:handle-in-use");
    // What was on its way to the session is ignored, until the peer ends it too and may begin another.
    twice.write(frame(0, "flow", session));
    twice.write(frame(0, "end", {}));
    twice.write(frame(0, "begin", session));
    expect(await twice.next("begin")).toBeDefined();
  });

  test("a link of the same name takes the place of the first", async () => {
    const broker = await startBroker({}, withKey);
    const peer = await trusted(broker);
    for (const handle of [1, 2]) peer.write(attach(0, { name: "same", handle, role: true, address: "q" }));
    expect(conditionOf(await peer.next("detach"))).toBe("amqp:link:stolen");
    await send(connect(broker), { body: "to the second" });
    peer.credit(2, 1);
    expect(await peer.next("transfer")).toBeDefined();
  });

  test("transactions, and an address that is no text, are refused by their link", async () => {
    const warnings = vi.spyOn(console, "warn");
    onTestFinished(() => warnings.mockRestore());
    const broker = await startBroker({}, withKey);
    const peer = await trusted(broker);
    const { types, terminus } = codec;
    const described = (code: number, items: unknown[]) =>
      types.described_nc(types["wrap_ulong"]?.(code) ?? {}, types["wrap_list"]?.(items) ?? {});
    const targets = {
      "amqp:not-implemented": described(0x30, [types["wrap_symbol"]?.("amqp:local-transactions")]),
      "amqp:invalid-field": described(0x29, [types["wrap_uint"]?.(5)]),
    };
    for (const [index, [condition, target]] of Object.entries(targets).entries()) {
      const source = terminus.source({ address: "x" }).described();
      const name = `link ${index}`;
      peer.write(frame(0, "attach", { name, handle: index, role: false, source, target, initial_delivery_count: 0 }));
      expect(conditionOf(await peer.next("detach"))).toBe(condition);
    }
    expect(warnings).not.toHaveBeenCalled();
  });
});

describe("peers that ask and do not read", () => {
  test("answers keep to the credit of their link and the window of their session", async () => {
    const broker = await startBroker();
    for (const [window, credit] of [
      [2048, 0],
      [0, 10],
    ] as const) {
      const peer = await open(broker, {}, { incoming_window: window });
      peer.write(attach(0, { name: "out", handle: 0, role: false, address: "$cbs" }));
      peer.write(attach(0, { name: "in", handle: 1, role: true, address: "$cbs" }));
      peer.credit(1, credit, { incoming_window: window });
      peer.request(0, { operation: "put-token", type: "x", name: "y" }, "z", "in");
      // The echo comes after whatever the request was answered with.
      await peer.next("attach");
      peer.write(
        frame(0, "flow", {
          next_incoming_id: 0,
          incoming_window: window,
          next_outgoing_id: 0,
          outgoing_window: 1,
          echo: true,
        }),
      );
      await peer.next("flow");
      expect(peer.frames.filter(({ kind }) => kind === "transfer")).toEqual([]);
      peer.credit(1, 10, { incoming_window: 10 });
      expect(propertiesOf((await peer.next("transfer"))?.payload ?? Buffer.alloc(0))["status-code"]).toBe(401);
    }
  });

  test("requests that nobody takes the answers of use up their credit", async () => {
    const broker = await startBroker();
    const peer = await open(broker);
    peer.write(attach(0, { name: "out", handle: 0, role: false, address: "$cbs" }));
    peer.write(attach(0, { name: "in", handle: 1, role: true, address: "$cbs" }));
    for (let count = 0; count < 150; count++) peer.request(0, { operation: "put-token" }, "z", "in");
    expect(conditionOf(await peer.next("detach"))).toBe("amqp:link:transfer-limit-exceeded");
  });

  test("big answers wait until the ones before have been read", async () => {
    const broker = await startBroker({}, withKey);
    const client = connect(broker);
    await send(client, ...Array.from({ length: 20 }, () => ({ body: Buffer.alloc(200_000, 1) })));
    const peer = await trusted(broker);
    peer.write(attach(0, { name: "out", handle: 0, role: false, address: "q/$management" }));
    peer.write(attach(0, { name: "in", handle: 1, role: true, address: "q/$management" }));
    peer.credit(1, 1000, { incoming_window: 100_000, next_incoming_id: 1 });
    await peer.next("attach");
    peer.socket.pause();
    const before = process.memoryUsage().arrayBuffers;
    const body = codec.types["wrap_map"]?.({
      "from-sequence-number": codec.types["wrap_long"]?.(0),
      "message-count": codec.types["wrap_int"]?.(20),
    });
    for (let count = 0; count < 15; count++) peer.request(0, { operation: "com.microsoft:peek-message" }, body, "in");
    await stillServes(broker);
    // Fifteen answers would be 60 MB.
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(25_000_000);
    peer.socket.resume();
    for (let bytes = 0; bytes < 15 * 4_000_000; ) bytes += (await peer.next("transfer"))?.payload.length ?? Number.NaN;
  });

  test("refused links are forgotten, and too many of them end the connection", async () => {
    const broker = await startBroker();
    const peer = await open(broker);
    const flood = Array.from({ length: 1000 }, (_, handle) =>
      attach(0, { name: `${handle}`, handle, role: false, address: "q" }),
    );
    peer.write(Buffer.concat(flood));
    expect(conditionOf(await peer.next("close"))).toBe("amqp:resource-limit-exceeded");
    const many = await open(broker);
    for (let channel = 1; channel <= 21; channel++) {
      many.write(frame(channel, "begin", { next_outgoing_id: 0, incoming_window: 10, outgoing_window: 10 }));
      const links = Array.from({ length: 256 }, (_, handle) =>
        attach(channel, { name: `${channel}-${handle}`, handle, role: false, address: "q" }),
      );
      many.write(Buffer.concat(links));
    }
    // Refused links are no links: the connection goes on.
    many.write(frame(0, "close", {}));
    expect(conditionOf(await many.next("close"))).toBeUndefined();
    const patient = await open(broker);
    for (let count = 0; count < 300; count++) {
      patient.write(attach(0, { name: "again", handle: 0, role: false, address: "q" }));
      expect(conditionOf(await patient.next("detach"))).toBe("amqp:unauthorized-access");
      patient.write(frame(0, "detach", { handle: 0, closed: true }));
    }
  });

  test("an idle time of 'never' makes no empty frames", async () => {
    const timers = vi.spyOn(globalThis, "setInterval");
    onTestFinished(() => timers.mockRestore());
    const broker = await startBroker();
    await open(broker, { idle_time_out: 0xffffffff });
    const delays = timers.mock.calls.map(([, ms]) => ms ?? 0);
    expect(delays).toContain(2 ** 31 - 1);
    expect(Math.max(...delays)).toBeLessThan(2 ** 31);
  });

  test("connections that say nothing make room for those that do", async () => {
    const broker = await startBroker();
    const silent = Array.from({ length: 1000 }, () =>
      tcpConnect(broker.port, "127.0.0.1").on("error", () => undefined),
    );
    onTestFinished(() => {
      for (const socket of silent) socket.destroy();
    });
    await Promise.all(silent.map((socket) => new Promise((resolve) => socket.on("connect", resolve))));
    // The system says that they are connected before the broker has taken all of them.
    await waitFor({ broker, what: "1000 connections to be taken", until: () => broker.connectionCount === 1000 });
    await open(broker);
    expect(broker.connectionCount).toBe(1000);
    expect(broker.dropConnections()).toBe(1000);
  });
});
