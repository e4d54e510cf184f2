import { type Socket, connect as tcpConnect } from "node:net";
import { developmentKey } from "../../../../../src/sandbox/broker/index.ts";
import { amqpHeader, attach, frame, RawPeer, signature } from "../../../raw-peer.ts";

const bytesAtOnce = 256 * 1024;

/** Makes the peers of a scenario, and drops all of them in the end. */
export class PeerFactory {
  readonly #port: number;
  readonly #scale: number;
  readonly #sockets = new Set<Socket>();

  constructor(port: number, scale: number) {
    this.#port = port;
    this.#scale = scale;
  }

  /** How many, of the number at full size. */
  count(full: number): number {
    return Math.max(1, Math.round(full * this.#scale));
  }

  /** A peer that has said nothing yet. */
  silent(): RawPeer {
    const peer = new RawPeer(this.#port);
    this.#sockets.add(peer.socket);
    return peer;
  }

  /** A peer that has an open session. */
  async open(fields: object = {}, begin: object = {}): Promise<RawPeer> {
    const peer = this.silent();
    peer.write(amqpHeader);
    peer.write(frame(0, "open", { container_id: "hostile", hostname: "localhost", ...fields }));
    peer.write(frame(0, "begin", { next_outgoing_id: 0, incoming_window: 2048, outgoing_window: 2048, ...begin }));
    await peer.next("begin");
    return peer;
  }

  /** A peer that may do everything. */
  async trusted(fields: object = {}, begin: object = {}): Promise<RawPeer> {
    const peer = await this.open(fields, begin);
    const resource = `sb://127.0.0.1:${this.#port}/`;
    const status = await peer.authorize(signature(resource, developmentKey.name, developmentKey.key), resource);
    if (status !== 202) throw new Error(`the token was answered with ${String(status)}`);
    return peer;
  }

  /** A connection of TCP and nothing more. */
  async bare(): Promise<Socket> {
    const socket = tcpConnect(this.#port, "127.0.0.1").on("error", () => undefined);
    this.#sockets.add(socket);
    await new Promise((resolve) => socket.once("connect", resolve).once("close", resolve));
    return socket;
  }

  dropAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}

/** Writes as fast as the peer is read; ends when the broker cuts it off, or after `patienceMs` without progress. */
export async function flood(peer: RawPeer, pieces: Iterable<Buffer>, patienceMs = 1_000): Promise<void> {
  let waiting: Buffer[] = [];
  let bytes = 0;
  const write = async (): Promise<boolean> => {
    const sent = peer.writeAll(Buffer.concat(waiting)).then(() => true);
    [waiting, bytes] = [[], 0];
    return (await within(sent, patienceMs)) ?? false;
  };
  for (const piece of pieces) {
    waiting.push(piece);
    bytes += piece.length;
    if (bytes < bytesAtOnce) continue;
    if (!(await write()) || peer.isClosed) return;
  }
  await write();
}

/** What a promise gives within a time; `undefined` if nothing comes. */
export async function within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  const end = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => end.resolve(undefined), ms);
  try {
    return await Promise.race([promise, end.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** A link to send on. */
export const sending = (handle: number, address: string, channel = 0): Buffer =>
  attach(channel, { name: `L${channel}-${handle}`, handle, role: false, address });

/** A link to receive on. */
export const receiving = (handle: number, address: string, channel = 0): Buffer =>
  attach(channel, { name: `L${channel}-${handle}`, handle, role: true, address });

/** The same piece so many times, or one made from each index. */
export function* times(count: number, make: (index: number) => Buffer): Iterable<Buffer> {
  for (let index = 0; index < count; index++) yield make(index);
}
