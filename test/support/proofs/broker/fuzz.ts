import { mkdtempSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import {
  developmentKey,
  ManualClock,
  type MessageEventType,
  type QueueView,
  ServiceBusBroker,
} from "../../../../src/sandbox/broker/index.ts";
import { amqpHeader, RawPeer, signature } from "../../raw-peer.ts";
import { seededRandom } from "../../seeded-random.ts";
import { FrameGenerator } from "./frame-generator.ts";

/** What came of it. */
export interface FuzzResult {
  readonly frames: number;
  readonly connections: number;
  /** Frames that the broker met with an error of its own, with the number of the connection. */
  readonly internalErrors: readonly string[];
  /** How often something was written to the user's console. */
  readonly consoleCalls: number;
  /** What happened to messages, so that it is known how far the frames came. */
  readonly reached: ReturnType<QueueView["totals"]>;
  /** Whether a well-behaved peer is served in the end. */
  readonly isServing: boolean;
  /** Whether the queues with what the frames have left there survive a restart. */
  readonly isRestored: boolean;
  readonly longestDelayMs: number;
}

const peers = 8;
const maxFramesPerConnection = 150;
const connectionsPerLook = 200;
const consoleMethods = ["log", "info", "warn", "error", "trace", "debug"] as const;

/** Sends frames that nobody checked to a broker in this process, from several peers at once. */
export async function fuzzFrames(options: { readonly frames: number; readonly seed: number }): Promise<FuzzResult> {
  const silenced = silenceConsole();
  const delays = monitorEventLoopDelay({ resolution: 10 });
  delays.enable();
  // Nothing expires between a look at the queues and the next.
  const clock = new ManualClock();
  const brokerOptions = {
    clock,
    queues: [
      { name: "q", maxDeliveryCount: 3, lockDurationMs: 1000, duplicateDetectionWindowMs: 1000 },
      { name: "s", requiresSession: true, lockDurationMs: 1000 },
      { name: "forward", forwardTo: "q" },
    ],
    keys: [developmentKey],
    snapshot: { file: join(mkdtempSync(join(tmpdir(), "fuzz-")), "snapshot.json"), everyMs: 3_600_000 },
  };
  const broker = await ServiceBusBroker.start(brokerOptions);
  const internalErrors: string[] = [];
  broker.events.on((event) => {
    if (event.type !== "disconnected" || event.reason?.startsWith("internal error") !== true) return;
    internalErrors.push(`connection ${event.connection}: ${event.reason}`);
  });
  let [frames, connections] = [0, 0];
  const look = (): void => {
    for (const queue of broker.queues()) {
      // Whatever was stored can be looked at.
      contentOf(broker, queue.name);
      queue.expireLocks();
      queue.purge();
    }
    clock.advance(2000);
  };
  async function peer(): Promise<void> {
    while (frames < options.frames) {
      const random = seededRandom(options.seed + connections++);
      const generator = new FrameGenerator(random, developmentKey);
      const sent = generator.opening();
      const count = Math.ceil(random() * maxFramesPerConnection);
      while (sent.length < count) sent.push(generator.next());
      frames += sent.length;
      await talk(broker.port, Buffer.concat([amqpHeader, ...sent]));
      if (connections % connectionsPerLook === 0) look();
    }
  }
  await Promise.all(Array.from({ length: peers }, peer));
  const isServing = await isServed(broker);
  delays.disable();
  // Whatever is due happens now, not at the restart.
  clock.advance(10_000);
  const left = broker.queues().map((queue) => contentOf(broker, queue.name));
  await broker.close();
  const again = await ServiceBusBroker.start(brokerOptions);
  const restored = again.queues().map((queue) => contentOf(again, queue.name));
  await again.close();
  return {
    frames,
    connections,
    internalErrors,
    consoleCalls: silenced.restore(),
    reached: reached(broker),
    isServing,
    isRestored: JSON.stringify(restored) === JSON.stringify(left),
    longestDelayMs: delays.max / 1e6,
  };
}

function contentOf(broker: ServiceBusBroker, name: string): readonly unknown[] {
  const all = [...broker.queue(name).messages(), ...broker.queue(name).deadLetterQueue.messages()];
  return all.map(({ sequenceNumber, messageId, body }) => [sequenceNumber, messageId, body]);
}

function reached(broker: ServiceBusBroker): ReturnType<QueueView["totals"]> {
  const sum = new Map<MessageEventType, number>();
  for (const queue of broker.queues()) {
    for (const [type, count] of Object.entries(queue.totals()) as [MessageEventType, number][]) {
      sum.set(type, (sum.get(type) ?? 0) + count);
    }
  }
  return Object.fromEntries(sum);
}

/** Writes bytes to the broker and waits until it has ended the connection. */
function talk(port: number, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => undefined);
    socket.on("close", () => resolve());
    socket.resume();
    socket.end(bytes);
  });
}

async function isServed(broker: ServiceBusBroker): Promise<boolean> {
  using peer = await RawPeer.open(broker.port);
  const token = signature("sb://localhost/", developmentKey.name, developmentKey.key);
  return (await peer.authorize(token, "sb://localhost/q")) === 202;
}

function silenceConsole(): { readonly restore: () => number } {
  let calls = 0;
  const originals = consoleMethods.map((method) => [method, console[method]] as const);
  for (const method of consoleMethods) console[method] = () => void calls++;
  return {
    restore() {
      for (const [method, original] of originals) console[method] = original;
      return calls;
    },
  };
}
