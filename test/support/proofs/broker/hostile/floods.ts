import { once } from "node:events";
import { amqpHeader, codec, frame, type RawPeer, saslHeader } from "../../../raw-peer.ts";
import { flood, type PeerFactory, receiving, sending, times, within } from "./peer-factory.ts";
import type { Scenario } from "./scenario.ts";

// Much of what is allowed once.

const { message, terminus } = codec;
const window = { next_incoming_id: 0, incoming_window: 2048, next_outgoing_id: 0, outgoing_window: 2048 };

/** Reads and forgets. */
function ignoreAnswers(peer: RawPeer): void {
  peer.socket.removeAllListeners("data");
  peer.socket.resume();
}

async function refusedLinks(peers: PeerFactory): Promise<void> {
  const peer = await peers.open();
  ignoreAnswers(peer);
  await flood(
    peer,
    times(peers.count(100_000), (index) => sending(index, "q")),
  );
  await within(peer.closed(), 500);
}

async function links(peers: PeerFactory): Promise<void> {
  const peer = await peers.trusted();
  await flood(
    peer,
    times(300, (index) => receiving(index, "q")),
  );
  await within(peer.closed(), 500);
}

async function sessions(peers: PeerFactory): Promise<void> {
  const peer = await peers.open();
  await flood(
    peer,
    times(peers.count(5100), (index) => frame(index + 1, "begin", window)),
  );
  await within(peer.closed(), 500);
}

async function receiversOfSessions(peers: PeerFactory): Promise<void> {
  const peer = await peers.trusted();
  ignoreAnswers(peer);
  const flow = { ...window, delivery_count: 0, link_credit: 1 };
  for (let channel = 1; channel <= peers.count(100); channel++) {
    peer.write(frame(channel, "begin", window));
    await flood(
      peer,
      times(256, (handle) =>
        Buffer.concat([receiving(handle, "q", channel), frame(channel, "flow", { ...flow, handle })]),
      ),
    );
  }
}

async function connections(peers: PeerFactory): Promise<void> {
  for (let round = 0; round < 3; round++) {
    const trusted = await Promise.all(Array.from({ length: peers.count(500) }, () => peers.trusted()));
    for (const peer of trusted) peer[Symbol.dispose]();
  }
}

async function silentConnections(peers: PeerFactory): Promise<void> {
  for (let count = 0; count < peers.count(1010); count += 10)
    await Promise.all(Array.from({ length: 10 }, () => peers.bare()));
}

async function halfSaid(peers: PeerFactory): Promise<void> {
  const begun = [amqpHeader, saslHeader, amqpHeader.subarray(0, 1), Buffer.from([0x16, 3, 1])];
  const half = Buffer.concat([amqpHeader, Buffer.from([0, 0, 1, 0, 2])]);
  const waiting = Array.from({ length: peers.count(50) }, () =>
    [...begun, half].map(async (bytes) => {
      const socket = await peers.bare();
      socket.write(bytes);
    }),
  );
  await Promise.all(waiting.flat());
}

async function piecemeal(peers: PeerFactory): Promise<void> {
  const socket = await peers.bare();
  socket.setNoDelay(true);
  const bytes = Buffer.concat([amqpHeader, frame(0, "open", { container_id: "x".repeat(60_000) })]);
  for (let at = 0; at < peers.count(bytes.length) && !socket.destroyed; at++)
    if (!socket.write(bytes.subarray(at, at + 1))) await Promise.race([once(socket, "drain"), once(socket, "close")]);
}

async function tinyTransfers(peers: PeerFactory): Promise<void> {
  const peer = await peers.trusted();
  peer.write(sending(1, "q"));
  ignoreAnswers(peer);
  const payload = message.encode({ body: "tiny" });
  const [start, middle, end] = [payload.subarray(0, 5), payload.subarray(5, 9), payload.subarray(9)];
  const more = (part: Buffer, isMore: boolean) => frame(0, "transfer", { handle: 1, more: isMore }, part);
  const one = (): Buffer =>
    Buffer.concat([peer.transfer(1, start, { settled: false, more: true }), more(middle, true), more(end, false)]);
  await flood(peer, times(peers.count(100_000), one));
}

async function endlessMessage(peers: PeerFactory): Promise<void> {
  const peer = await peers.trusted();
  peer.write(sending(1, "q"));
  ignoreAnswers(peer);
  const empty = frame(0, "transfer", { handle: 1, more: true });
  const full = frame(0, "transfer", { handle: 1, more: true }, Buffer.alloc(1000));
  peer.send(1, Buffer.alloc(0), { more: true });
  await flood(
    peer,
    times(peers.count(100_000), () => empty),
  );
  await flood(
    peer,
    times(peers.count(50_000), () => full),
  );
  await within(peer.closed(), 500);
}

async function overCredit(peers: PeerFactory): Promise<void> {
  const peer = await peers.trusted();
  peer.write(sending(1, "q"));
  const payload = message.encode({ body: 1 });
  await flood(
    peer,
    times(1500, () => peer.transfer(1, payload, { settled: false })),
  );
  await within(peer.next("detach"), 500);
}

async function audiences(peers: PeerFactory): Promise<void> {
  const peer = await peers.open();
  peer.write(sending(0, "$cbs"));
  ignoreAnswers(peer);
  const token = (index: number): Buffer => {
    const name = `sb://127.0.0.1/x${index}`;
    const properties = { operation: "put-token", type: "servicebus.windows.net:sastoken", name };
    return peer.transfer(0, message.encode({ message_id: 1, application_properties: properties, body: "wrong" }));
  };
  await flood(peer, times(peers.count(50_000), token));
}

async function waitersForSessions(peers: PeerFactory): Promise<void> {
  const waiting = Array.from({ length: peers.count(30) }, async () => {
    const peer = await peers.trusted();
    for (let handle = 0; handle < 10; handle++) {
      const source = terminus.source({ address: "s", filter: { "com.microsoft:session-filter": null } }).described();
      const target = terminus.target({ address: "x" }).described();
      peer.write(frame(0, "attach", { name: `w${handle}`, handle, role: true, source, target }));
    }
    peer[Symbol.dispose]();
  });
  await Promise.all(waiting);
}

export const floods: readonly Scenario[] = [
  { name: "100,000 refused links that are never detached", attack: refusedLinks },
  { name: "300 links in one session", attack: links },
  { name: "5,100 sessions", attack: sessions },
  { name: "25,600 receivers on one connection", attack: receiversOfSessions },
  { name: "500 connections at once, three times", attack: connections },
  { name: "1,010 silent connections", attack: silentConnections },
  { name: "250 connections that have said half", attack: halfSaid },
  { name: "60,000 bytes one by one", attack: piecemeal },
  { name: "100,000 tiny messages, each in three frames", attack: tinyTransfers },
  { name: "a message without an end", attack: endlessMessage },
  { name: "messages beyond the credit", attack: overCredit },
  { name: "tokens for 50,000 audiences", attack: audiences },
  { name: "300 waiters for a session that go away", attack: waitersForSessions },
];
