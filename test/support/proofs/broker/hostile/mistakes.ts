import { amqpHeader, codec, frame, frameAround, saslHeader, signature } from "../../../raw-peer.ts";
import { seededRandom } from "../../../seeded-random.ts";
import { type PeerFactory, receiving, sending, within } from "./peer-factory.ts";
import type { Scenario } from "./scenario.ts";

// Peers that break the protocol in one frame, or in many.

const { frames, message, types, terminus } = codec;
const answerWithinMs = 300;
const session = { next_outgoing_id: 0, incoming_window: 100, outgoing_window: 100 };

const header = (size: number, offset: number, type: number): Buffer => {
  const bytes = Buffer.alloc(20);
  bytes.writeUInt32BE(size);
  bytes.set([offset, type], 4);
  return bytes;
};
const sasl = (fields: object): Buffer => frames.write_frame(frames.sasl_frame(frames["sasl_init"]?.(fields) ?? {}));

/** Writes to a fresh connection. */
function says(name: string, ...pieces: readonly (Buffer | string)[]): Scenario {
  return {
    name,
    attack: async (peers) => {
      const peer = peers.silent();
      for (const piece of pieces) peer.write(typeof piece === "string" ? Buffer.from(piece, "latin1") : piece);
      await within(peer.closed(), answerWithinMs);
    },
  };
}

/** Writes each piece to an open session of its own. */
function writes(name: string, ...pieces: readonly Buffer[]): Scenario {
  return {
    name,
    attack: async (peers) => {
      for (const piece of pieces) {
        const peer = await peers.open();
        peer.write(piece);
        await within(peer.closed(), answerWithinMs);
      }
    },
  };
}

const dialogue = Buffer.concat([
  amqpHeader,
  frame(0, "open", { container_id: "x", hostname: "h", idle_time_out: 60_000 }),
  frame(0, "begin", session),
  sending(0, "$cbs"),
  frame(0, "transfer", { handle: 0, delivery_id: 0, delivery_tag: Buffer.from("t") }, message.encode({ body: "x" })),
  frame(0, "flow", { next_incoming_id: 0, ...session, handle: 0, delivery_count: 0, link_credit: 5 }),
  frame(0, "disposition", { role: true, first: 0, last: 5, settled: true, state: message.accepted().described() }),
  frame(0, "detach", { handle: 0, closed: true }),
  frame(0, "end", {}),
  frame(0, "close", {}),
]);

function randomBelow(seed: number): (limit: number) => number {
  const random = seededRandom(seed);
  return (limit) => Math.floor(random() * limit);
}

async function flippedBits(peers: PeerFactory): Promise<void> {
  const random = randomBelow(777);
  for (let round = 0; round < peers.count(600); round++) {
    const bytes = Buffer.from(dialogue);
    for (let flips = 1 + random(3); flips > 0; flips--) {
      const at = amqpHeader.length + random(bytes.length - amqpHeader.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8));
    }
    const peer = peers.silent();
    peer.write(bytes);
    await within(peer.closed(), 30);
    peer[Symbol.dispose]();
  }
}

async function noise(peers: PeerFactory): Promise<void> {
  const random = randomBelow(12_345);
  for (let round = 0; round < peers.count(300); round++) {
    const peer = peers.silent();
    const body = Buffer.from(Array.from({ length: 40 + (round % 200) }, () => random(256)));
    if (round % 2 === 1) body.set([0, 0x53, 0x10 + (round % 9), [0xc0, 0xd0, 0x45][round % 3] ?? 0]);
    peer.write(Buffer.concat([amqpHeader, frame(0, "open", { container_id: "x" }), frameAround(body)]));
    await within(peer.closed(), 50);
    peer[Symbol.dispose]();
  }
}

async function wrongTokens(peers: PeerFactory): Promise<void> {
  const peer = await peers.open();
  const audience = "sb://127.0.0.1/q";
  const right = signature(audience, "RootManageSharedAccessKey", "wrong");
  const wrong = [right, right.replace(/se=\d+/, "se=1"), right.replace(/se=\d+/, "se=soon"), "\0garbage%%%", ""];
  for (const token of [...wrong, `SharedAccessSignature ${"a=b&".repeat(15_000)}`])
    await within(peer.authorize(token, audience), answerWithinMs);
  await within(peer.authorize("ey.x.y", audience, "jwt"), answerWithinMs);
  peer.write(receiving(5, "q"));
  await within(peer.next("detach"), answerWithinMs);
}

async function oddLinks(peers: PeerFactory): Promise<void> {
  const described = (code: number, items: unknown[]) =>
    types.described_nc(types["wrap_ulong"]?.(code) ?? {}, types["wrap_list"]?.(items) ?? {});
  const source = terminus.source({ address: "x" }).described();
  const odd = [
    { role: false, target: null, source },
    { role: true, source: terminus.source({ dynamic: true }).described(), target: null },
    { role: false, source, target: described(0x29, [types["wrap_uint"]?.(5)]) },
    { role: false, source, target: described(0x30, [types["wrap_symbol"]?.("amqp:local-transactions")]) },
  ];
  for (const fields of odd) {
    const peer = await peers.trusted();
    peer.write(frame(0, "attach", { name: "odd", handle: 3, initial_delivery_count: 0, ...fields }));
    await within(peer.next("detach"), answerWithinMs);
  }
}

async function wildSettlements(peers: PeerFactory): Promise<void> {
  const peer = await peers.trusted();
  const messages = peers.count(10_000);
  peer.write(sending(1, "q"));
  for (let sent = 0; sent < messages; sent++) peer.send(1, message.encode({ body: 1 }));
  peer.write(receiving(2, "q"));
  peer.credit(2, messages, { incoming_window: 0x7fffffff });
  await within(peer.next("transfer"), 5_000);
  const settle = (first: number, last: number, state?: object): void =>
    peer.write(frame(0, "disposition", { role: true, first, last, settled: false, ...(state && { state }) }));
  for (let count = 0; count < peers.count(300); count++) settle(0, 0xffffffff);
  const accepted = message.accepted().described();
  for (const [first, last] of [
    [0, 0],
    [0, 0],
    [5, 2],
    [0xfffffff0, 3],
    [100_000, 200_000],
    [1, 0xffffffff],
  ] as const)
    settle(first, last, accepted);
  await within(peer.closed(), 1_000);
}

async function oddRequests(peers: PeerFactory): Promise<void> {
  const peer = await peers.trusted();
  peer.write(sending(5, "q/$management"));
  peer.write(receiving(6, "q/$management"));
  peer.credit(6, 1000);
  const map = (fields: object) => types["wrap_map"]?.(fields);
  const long = (value: number) => types["wrap_long"]?.(value);
  const int = (value: number) => types["wrap_int"]?.(value);
  const peek = (from: number, count: number) =>
    map({ "from-sequence-number": long(from), "message-count": int(count) });
  const asked: readonly (readonly [unknown, unknown])[] = [
    ["com.microsoft:peek-message", peek(0, -5)],
    ["com.microsoft:peek-message", peek(-1, 2_147_483_647)],
    ["com.microsoft:peek-message", null],
    ["com.microsoft:peek-message", types["wrap_list"]?.([1, 2])],
    [undefined, null],
    ["__proto__", null],
    ["constructor", null],
    [5, null],
    ["com.microsoft:schedule-message", map({ messages: types["wrap_list"]?.([map({ message: "no bytes" })]) })],
    ["com.microsoft:renew-lock", map({ "lock-tokens": types["wrap_list"]?.([1]) })],
  ];
  for (const [operation, body] of asked) {
    peer.request(5, { operation }, body, "L0-6");
    await within(peer.next("transfer"), answerWithinMs);
  }
}

export const mistakes: readonly Scenario[] = [
  says("a request of HTTP", "GET / HTTP/1.1\r\nHost: x\r\n\r\n"),
  says("the headers of other protocols", "AMQP\0\0\x09\x01"),
  says("the header of TLS", "AMQP\x02\x01\0\0"),
  says("a frame before SASL is over", saslHeader, frame(0, "open", { container_id: "x" })),
  says("an unknown mechanism of SASL", saslHeader, sasl({ mechanism: "NOPE" })),
  says("a long password", saslHeader, sasl({ mechanism: "PLAIN", initial_response: Buffer.alloc(60_000, 65) })),
  says("a session before the connection is open", amqpHeader, frame(0, "begin", session)),
  writes("frames of a wrong size", header(7, 2, 0), header(0xffffffff, 2, 0), header(65_537, 2, 0)),
  writes("frames whose body begins elsewhere", header(20, 0, 0), header(20, 1, 0), header(20, 255, 0)),
  writes("frames of another type", header(20, 2, 7), sasl({ mechanism: "ANONYMOUS" })),
  writes(
    "frames out of order",
    Buffer.concat(Array.from({ length: 20 }, () => frame(0, "open", { container_id: "x", idle_time_out: 1000 }))),
    frame(0, "begin", session),
    frame(60_000, "begin", session),
    frame(9, "flow", { ...session, next_incoming_id: 0 }),
    frame(0, "transfer", { handle: 77, delivery_id: 0, delivery_tag: Buffer.from("t") }, message.encode({ body: 1 })),
    Buffer.concat([sending(0, "$cbs"), sending(0, "$cbs")]),
  ),
  { name: "noise in frames", attack: noise },
  { name: "flipped bits in a dialogue", attack: flippedBits },
  { name: "wrong tokens", attack: wrongTokens },
  { name: "links to odd places", attack: oddLinks },
  { name: "odd requests", attack: oddRequests },
  { name: "settlements of everything", attack: wildSettlements },
];
