import { createRequire } from "node:module";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseMessage, writeMessage } from "../../../src/sandbox/broker/amqp/message-content.ts";
import { dataSections, splitMessage } from "../../../src/sandbox/broker/amqp/message-sections.ts";
import { connect, receiveOne, startBroker } from "./azure-fixture.ts";

// The codec of the client, to build and read messages independently of what the broker reads them with.
const rhea = createRequire(import.meta.url)("rhea-broker") as {
  message: {
    encode(message: object): Buffer;
    decode(buffer: Buffer): { [name: string]: unknown };
    data_section(bytes: Buffer): object;
    data_sections(list: Buffer[]): object;
    sequence_section(list: unknown[]): object;
  };
  types: { [name: string]: (value: unknown, code?: number) => object };
};
const { message: codec, types } = rhea;

const wrap = (name: string, value: unknown): object => {
  const wrapper = types[`wrap_${name}`];
  if (wrapper === undefined) throw new Error(name);
  return wrapper(value);
};

const typedProperties = {
  long: wrap("long", 5),
  ulong: wrap("ulong", 7),
  symbol: wrap("symbol", "sym"),
  uuid: wrap("uuid", Buffer.alloc(16, 1)),
  timestamp: wrap("timestamp", 1_700_000_000_000),
  byte: wrap("byte", -3),
  float: wrap("float", 1.5),
  text: "text",
};

describe("message content", () => {
  test.each<[string, unknown]>([
    ["data", codec.data_section(Buffer.from([0, 1, 255]))],
    ["several data sections", codec.data_sections([Buffer.from("a"), Buffer.from("b")])],
    ["sequence", codec.sequence_section([1, "two", [3]])],
    ["value: map of typed values", wrap("map", typedProperties)],
    ["value: null", null],
    ["value: long text", "x".repeat(70_000)],
  ])("a body that is %s leaves as it came, byte by byte", (_what, body) => {
    const encoded = codec.encode({
      message_id: "m",
      durable: true,
      priority: 7,
      ttl: 1000,
      message_annotations: { "x-opt-partition-key": "p", "x-own": wrap("long", 9) },
      application_properties: typedProperties,
      body,
    });
    const before = splitMessage(encoded);
    const written = writeMessage(parseMessage(encoded).content, { deliveryCount: 3, annotations: new Map() });
    const after = splitMessage(written);
    expect(after.body).toEqual(before.body);
    expect(after.properties).toEqual(before.properties);
    expect(after.applicationProperties).toEqual(before.applicationProperties);
    expect(codec.decode(written)).toMatchObject({ delivery_count: 3, durable: true, priority: 7, ttl: 1000 });
  });

  test("changed properties leave the types of the others alone", () => {
    const { content } = parseMessage(codec.encode({ body: "b", application_properties: typedProperties }));
    const changed = content.withProperties(new Map<string, unknown>([["added", 1]]));
    const typeCodes = (bytes: Buffer): string => bytes.toString("latin1");
    const section = typeCodes(changed.applicationProperties);
    for (const code of ["\x55\x05", "\x53\x07", "\xa3\x03sym", "\x98\x01\x01", "\x51\xfd", "\x72\x3f\xc0"]) {
      expect(section).toContain(code);
    }
    expect(codec.decode(writeMessage(changed, { deliveryCount: 0, annotations: new Map() }))).toMatchObject({
      application_properties: { added: 1, long: 5, text: "text" },
    });
  });

  test("a message without an id gets one, and keeps its other properties", () => {
    const parsed = parseMessage(codec.encode({ subject: "s", group_id: "g", body: 1 }));
    expect(parsed.messageId).toMatch(/^[0-9a-f]{32}$/);
    expect(parsed.sessionId).toBe("g");
    expect(codec.decode(writeMessage(parsed.content, { deliveryCount: 0, annotations: new Map() }))).toMatchObject({
      message_id: parsed.messageId,
      subject: "s",
      group_id: "g",
    });
  });

  test("every encoded message is split into parts that make it up again", () => {
    fc.assert(
      fc.property(
        fc.record({
          id: fc.string(),
          subject: fc.string(),
          body: fc.uint8Array(),
          own: fc.dictionary(fc.string(), fc.integer()),
        }),
        ({ id, subject, body, own }) => {
          const encoded = codec.encode({
            message_id: id,
            subject,
            application_properties: own,
            body: codec.data_section(Buffer.from(body)),
          });
          const parts = splitMessage(encoded);
          const joined = Buffer.concat([
            parts.header,
            parts.messageAnnotations,
            parts.properties,
            parts.applicationProperties,
            parts.body,
          ]);
          expect(joined.equals(encoded)).toBe(true);
          expect(Buffer.concat(dataSections(parts.body))).toEqual(Buffer.from(body));
        },
      ),
      { numRuns: 200 },
    );
  });

  test("bytes that are no message are refused, never read past their end", () => {
    const good = codec.encode({ message_id: "m", application_properties: { a: 1 }, body: "text" });
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), fc.boolean(), (at, byte, cut) => {
        const bad = Buffer.from(cut ? good.subarray(0, at) : good);
        if (!cut) bad[at] = byte;
        try {
          parseMessage(bad);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("AMQP values and sequences come through the Azure client as they went in", async () => {
    const broker = await startBroker();
    const client = connect(broker);
    const sender = client.createSender("q");
    const receiver = client.createReceiver("q");
    const bodies: { readonly bodyType: "data" | "sequence" | "value"; readonly body: unknown }[] = [
      { bodyType: "value", body: { card: 1, lines: ["a", "b"] } },
      { bodyType: "value", body: 42 },
      { bodyType: "sequence", body: [[1, "two"]] },
      { bodyType: "data", body: { json: true } },
    ];
    for (const sent of bodies) {
      await sender.sendMessages({ ...sent, applicationProperties: { at: new Date(1_700_000_000_000) } });
      const message = await receiveOne(receiver);
      expect(message._rawAmqpMessage.bodyType).toBe(sent.bodyType);
      expect(message.body).toEqual(sent.body);
      await receiver.completeMessage(message);
    }
  });

  test("every property the client can set comes back", async () => {
    const broker = await startBroker();
    const client = connect(broker);
    const sent = {
      body: "b",
      messageId: "m",
      contentType: "text/plain",
      correlationId: "c",
      partitionKey: "p",
      subject: "s",
      to: "t",
      replyTo: "r",
      replyToSessionId: "rs",
      timeToLive: 3_600_000,
      applicationProperties: { one: 1, text: "x", yes: true },
    };
    await client.createSender("q").sendMessages(sent);
    const received = await receiveOne(client.createReceiver("q"));
    expect(received).toMatchObject(sent);
    expect(received.expiresAtUtc?.getTime()).toBe((received.enqueuedTimeUtc?.getTime() ?? 0) + 3_600_000);
    expect(received.sequenceNumber?.toNumber()).toBe(1);
  });
});
