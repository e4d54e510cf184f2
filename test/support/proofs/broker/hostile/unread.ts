import { codec, frame, type RawPeer } from "../../../raw-peer.ts";
import { flood, type PeerFactory, receiving, sending, times, within } from "./peer-factory.ts";
import type { Scenario } from "./scenario.ts";

// Peers that ask for more than they read.

const { message, types } = codec;
const partBytes = 60_000;

const tokenRequest = message.encode({
  message_id: 1,
  reply_to: "L0-1",
  application_properties: { operation: "put-token", type: "servicebus.windows.net:sastoken", name: "sb://x/q" },
  body: "SharedAccessSignature x",
});

async function askForTokens(peers: PeerFactory, peer: RawPeer): Promise<void> {
  peer.write(sending(0, "$cbs"));
  peer.write(receiving(1, "$cbs"));
  await peer.next("attach");
  peer.socket.pause();
  await flood(
    peer,
    times(peers.count(200_000), () => peer.transfer(0, tokenRequest)),
  );
}

/** Fills the queue with messages of so many bytes. */
async function fill(peers: PeerFactory, messages: number, bytes: number): Promise<void> {
  const peer = await peers.trusted();
  peer.write(sending(1, "q"));
  const payload = message.encode({ body: "x".repeat(bytes) });
  const parts = Math.ceil(payload.length / partBytes);
  const one = (): Buffer => {
    const frames = Array.from({ length: parts }, (_, part) => {
      const piece = payload.subarray(part * partBytes, (part + 1) * partBytes);
      const more = part + 1 < parts;
      return part === 0 ? peer.transfer(1, piece, { more }) : frame(0, "transfer", { handle: 1, more }, piece);
    });
    return Buffer.concat(frames);
  };
  await flood(peer, times(messages, one));
}

async function unreadPeeks(peers: PeerFactory): Promise<void> {
  const peer = await peers.trusted();
  peer.write(sending(5, "q/$management"));
  peer.write(receiving(6, "q/$management"));
  peer.credit(6, 1_000_000, { incoming_window: 0x7fffffff });
  peer.socket.pause();
  const body = types["wrap_map"]?.({
    "from-sequence-number": types["wrap_long"]?.(0),
    "message-count": types["wrap_int"]?.(100),
  });
  const properties = { operation: "com.microsoft:peek-message" };
  const request = message.encode({ message_id: 1, reply_to: "L0-6", application_properties: properties, body });
  await flood(
    peer,
    times(peers.count(500), () => peer.transfer(5, request)),
  );
}

async function readPeeks(peers: PeerFactory): Promise<void> {
  const peer = await peers.trusted();
  peer.write(sending(5, "q/$management"));
  peer.write(receiving(6, "q/$management"));
  peer.credit(6, 1_000_000, { incoming_window: 0x7fffffff });
  const body = types["wrap_map"]?.({
    "from-sequence-number": types["wrap_long"]?.(0),
    "message-count": types["wrap_int"]?.(100),
  });
  for (let count = 0; count < peers.count(60); count++)
    peer.request(5, { operation: "com.microsoft:peek-message" }, body, "L0-6");
  await within(peer.closed(), 2_000);
}

async function unreadMessages(peers: PeerFactory): Promise<void> {
  const peer = await peers.trusted({}, { incoming_window: 0x7fffffff });
  peer.write(receiving(5, "q"));
  peer.socket.pause();
  peer.credit(5, 1_000_000, { incoming_window: 0x7fffffff });
  await within(peer.closed(), 1_000);
}

async function unreadFlows(peers: PeerFactory): Promise<void> {
  const peer = await peers.open();
  peer.socket.pause();
  const session = { next_incoming_id: 0, incoming_window: 2048, next_outgoing_id: 0, outgoing_window: 2048 };
  const flow = frame(0, "flow", { ...session, echo: true });
  await flood(
    peer,
    times(peers.count(300_000), () => flow),
  );
}

export const unread: readonly Scenario[] = [
  { name: "200,000 tokens whose answers are not read", attack: async (p) => askForTokens(p, await p.open()) },
  {
    name: "200,000 tokens over a closed window",
    attack: async (peers) => askForTokens(peers, await peers.open({}, { incoming_window: 0 })),
  },
  {
    name: "500 peeks of 4 MB whose answers are not read",
    prepare: (peers) => fill(peers, 40, 120_000),
    attack: unreadPeeks,
  },
  { name: "60 peeks of 4 MB that are read", prepare: (peers) => fill(peers, 20, 200_000), attack: readPeeks },
  {
    name: "150 MB of messages that are not read",
    prepare: (peers) => fill(peers, peers.count(3000), 50_000),
    attack: unreadMessages,
  },
  { name: "300,000 flows whose echo is not read", attack: unreadFlows },
  {
    name: "an idle time of 'never'",
    attack: async (peers) => void (await within((await peers.open({ idle_time_out: 0xffffffff })).closed(), 500)),
  },
];
