import { amqpHeader, codec, frame, frameAround } from "../../../raw-peer.ts";
import { flood, type PeerFactory, sending, times, within } from "./peer-factory.ts";
import type { Scenario } from "./scenario.ts";

// Few bytes that announce much: whoever believes them runs out of memory or time.

const { types, message, terminus } = codec;
const answerWithinMs = 500;

const uint = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const bytes = (hex: string): Buffer => Buffer.from(hex, "hex");
const repeated = (hex: string, count: number): Buffer => Buffer.from(hex.repeat(count), "hex");
const arrayOf = (count: number): Buffer => Buffer.concat([bytes("f000000005"), uint(count), bytes("41")]);
const listOf = (count: number): Buffer => Buffer.concat([bytes("d000000004"), uint(count)]);
const nested = (depth: number): Buffer => Buffer.concat(Array.from({ length: depth }, () => listOf(33_000_000)));

/** An `open` with these bytes as its properties, behind eight nulls. */
function openWith(properties: Buffer): Buffer {
  const fields = Buffer.concat([bytes(`a10178${"40".repeat(8)}`), properties]);
  return frameAround(Buffer.concat([bytes("005310d0"), uint(fields.length + 4), uint(10), fields]));
}

function inOpen(what: string, properties: Buffer): Scenario {
  return {
    name: `bomb in open: ${what}`,
    attack: async (peers) => {
      const peer = peers.silent();
      peer.write(Buffer.concat([amqpHeader, openWith(properties)]));
      await within(peer.closed(), answerWithinMs);
    },
  };
}

function inMessage(where: string, address: string, payload: Buffer): Scenario {
  return {
    name: `bomb in a message to ${where}`,
    attack: async (peers) => {
      const peer = await (address === "$cbs" ? peers.open() : peers.trusted());
      peer.write(sending(1, address));
      peer.send(1, payload, { settled: false });
      await within(peer.next("disposition"), answerWithinMs);
    },
  };
}

/** Links whose source is a list of many empty lists. */
async function heavyLinks(peers: PeerFactory): Promise<void> {
  const peer = await peers.open();
  const lists = Array.from({ length: 50_000 }, () => types["List0"]?.([]));
  const source = types.described_nc(types["wrap_ulong"]?.(0x28) ?? {}, types["List32"]?.(lists) ?? {});
  const target = terminus.target({ address: "q" }).described();
  const one = (handle: number): Buffer =>
    frame(0, "attach", { name: `n${handle}`, handle, role: false, source, target, initial_delivery_count: 0 });
  await flood(peer, times(peers.count(200), one));
}

async function bigBatches(peers: PeerFactory): Promise<void> {
  const peer = await peers.trusted();
  peer.write(sending(1, "q"));
  const one = message.encode({ body: 1 });
  const section = Buffer.concat([bytes("005375b0"), uint(one.length), one]);
  const batch = (count: number): Buffer => Buffer.concat(Array.from({ length: count }, () => section));
  for (const payload of [batch(0), batch(2500), Buffer.concat([batch(1), bytes("005375b0ffffffff")])]) {
    peer.send(1, payload, { settled: false, message_format: 0x80013700 });
    await within(peer.next("disposition"), answerWithinMs);
  }
}

const annotations = Buffer.concat([bytes("005372d1"), uint(17), uint(2), bytes("a30161"), arrayOf(0xffffffff)]);

export const bombs: readonly Scenario[] = [
  inOpen("an array of 2^32-1 values without bytes", arrayOf(0xffffffff)),
  inOpen("an array of 20 million values without bytes", arrayOf(20_000_000)),
  inOpen("a list of 2^32-1 values", listOf(0xffffffff)),
  inOpen("30 nested lists of 33 million values", nested(30)),
  inOpen("300 nested lists of 33 million values", nested(300)),
  inOpen("20,000 nested lists", repeated("c00101", 20_000)),
  inOpen("60,000 nested descriptions", Buffer.alloc(60_000)),
  inMessage("a queue, in its annotations", "q", Buffer.concat([annotations, bytes("00537740")])),
  inMessage("a queue, as 50,000 nested descriptions", "q", Buffer.concat([bytes("005377"), Buffer.alloc(50_000)])),
  inMessage("$cbs", "$cbs", Buffer.concat([bytes("005377"), arrayOf(0xffffffff)])),
  inMessage("$management", "q/$management", Buffer.concat([bytes("005377"), arrayOf(0xffffffff)])),
  { name: "links with 50,000 lists each", attack: heavyLinks },
  { name: "batches that are empty, large or cut off", attack: bigBatches },
];
