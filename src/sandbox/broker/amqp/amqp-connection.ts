import type { ByteStream } from "../web-socket-detection.ts";
import { type AmqpError, errorFields } from "./amqp-error.ts";
import { AmqpSession } from "./amqp-session.ts";
import { encodeFrame, type Frame, heartbeat } from "./codec.ts";
import type { ConnectionHandler, ConnectionLimits } from "./connection-handler.ts";
import { EncodingError } from "./encoding-check.ts";
import { FrameReader } from "./frame-reader.ts";
import { PeerTimes } from "./peer-times.ts";
import type { Begin, Open } from "./performatives.ts";
import { ProtocolError } from "./protocol-error.ts";
import type { ReceivingLink } from "./receiving-link.ts";
import { answerSaslInit, saslMechanisms } from "./sasl.ts";
import type { SendingLink } from "./sending-link.ts";
import type { SessionHost } from "./session-host.ts";

const amqpHeader = Buffer.from([0x41, 0x4d, 0x51, 0x50, 0, 1, 0, 0]);
const saslHeader = Buffer.from([0x41, 0x4d, 0x51, 0x50, 3, 1, 0, 0]);

/** How much may wait for the peer to read it before nothing more is read from the peer. */
const maxBacklogBytes = 1024 * 1024;
/** How long the frames of one peer may keep all others waiting, and how often that is looked at. */
const turnMs = 20;
const framesPerLook = 64;
const minFrameBytes = 512;
const maxFarewellMs = 5000;
/** How long a peer may go on asking without reading what it asked for. */
const maxStallMs = 60_000;

type Phase = "header" | "sasl" | "sasl-done" | "amqp" | "closing" | "closed";

/** The server's end of one AMQP 1.0 connection: headers, SASL, frames, idle times and sessions. */
export class AmqpConnection implements SessionHost {
  readonly limits: ConnectionLimits;
  readonly handler: ConnectionHandler;
  readonly linkNames: Map<string, ReceivingLink | SendingLink> = new Map();
  peerMaxFrameBytes: number = minFrameBytes;
  readonly #socket: ByteStream;
  readonly #containerId: string;
  /** Called before anything leaves that may be an answer. */
  readonly #keep: () => void;
  readonly #reader: FrameReader;
  readonly #times: PeerTimes;
  readonly #sessions = new Map<number, AmqpSession>();
  #phase: Phase = "header";
  #hasOpened = false;
  #isHeldUp = false;
  #hasEnded = false;
  #stall: NodeJS.Timeout | undefined;
  #corked = false;
  #owesAcknowledgement = false;
  #dropped = false;

  constructor(
    socket: ByteStream,
    options: { containerId: string; limits: ConnectionLimits; handler: ConnectionHandler; keep: () => void },
  ) {
    this.#socket = socket;
    this.#containerId = options.containerId;
    this.limits = options.limits;
    this.handler = options.handler;
    this.#keep = options.keep;
    this.#reader = new FrameReader(options.limits.maxFrameBytes);
    this.#times = new PeerTimes(options.limits.idleTimeoutMs, () => this.destroy("idle for too long"));
    socket.setNoDelay(true);
    socket.on("data", (chunk) => this.#onData(chunk));
    socket.on("drain", () => this.#onDrain());
    socket.on("error", (error) => this.destroy(error.message));
    socket.on("end", () => this.#onEnd());
    socket.on("close", () => this.destroy("the socket closed"));
  }

  get isCongested(): boolean {
    return this.#socket.writableLength > maxBacklogBytes;
  }

  write(channel: number, kind: string, fields: object, payload?: Buffer): void {
    if (this.#phase === "closed" || (this.#phase === "closing" && kind !== "close")) return;
    this.flushSoon();
    this.#socket.write(encodeFrame(channel, kind, fields, payload?.length ?? 0));
    if (payload !== undefined && payload.length > 0) this.#socket.write(payload);
  }

  /** Says good-bye, with the reason if there is one, and ends the stream. */
  close(error?: AmqpError, reason: string = error?.description ?? "closed by the broker"): void {
    if (this.#phase !== "amqp") {
      this.destroy(reason);
      return;
    }
    this.#phase = "closing";
    // An error before the peer's open has to wait for no open: ours comes with it.
    if (!this.#hasOpened) this.#writeOpen();
    this.write(0, "close", errorFields(error));
    this.#end(reason);
  }

  /** Drops the connection without a word, as a broken network does. */
  destroy(reason: string): void {
    if (this.#phase === "closed") return;
    this.#phase = "closed";
    this.#socket.destroy();
    this.#drop(reason);
  }

  removeSession(channel: number): void {
    this.#sessions.delete(channel);
  }

  flushSoon(): void {
    if (this.#corked) return;
    this.#corked = true;
    this.#socket.cork();
    process.nextTick(() => {
      for (const session of this.#sessions.values()) session.flush();
      this.#corked = false;
      this.#keep();
      this.#socket.uncork();
    });
  }

  // A peer that does not read to the end is not waited for.
  #end(reason: string): void {
    this.#keep();
    this.#socket.end();
    const farewell = setTimeout(() => this.destroy(reason), maxFarewellMs).unref();
    this.#socket.once("close", () => clearTimeout(farewell));
    this.#drop(reason);
  }

  #drop(reason: string): void {
    this.#times.stop();
    clearTimeout(this.#stall);
    if (this.#dropped) return;
    this.#dropped = true;
    // What the peer still sends is read and thrown away, so that its close arrives.
    this.#socket.resume();
    for (const session of this.#sessions.values()) session.dropped();
    this.#sessions.clear();
    this.handler.closed(reason);
  }

  #onData(chunk: Buffer): void {
    if (this.#phase === "closing" || this.#phase === "closed") return;
    this.#reader.push(chunk);
    if (!this.#isHeldUp) this.#advance();
  }

  // What the peer has sent before it went counts, however much of it still waits: it is one chunk of the stream.
  #onEnd(): void {
    this.#hasEnded = true;
    if (this.#isHeldUp && !this.isCongested) this.#advance();
    this.destroy("the peer ended the stream");
  }

  #onDrain(): void {
    if (this.#phase !== "amqp") return;
    for (const session of this.#sessions.values()) session.goOn();
    this.#goOn();
  }

  // Reads no more for now: the peer does not read either, or others have to have their turn.
  #holdUp(): void {
    this.#isHeldUp = true;
    this.#socket.pause();
    if (this.isCongested) this.#stall = setTimeout(() => this.destroy("reads too slowly"), maxStallMs).unref();
    else setImmediate(() => this.#goOn());
  }

  #goOn(): void {
    if (!this.#isHeldUp || this.isCongested || this.#dropped) return;
    this.#isHeldUp = false;
    clearTimeout(this.#stall);
    this.#socket.resume();
    this.#advance();
  }

  #advance(): void {
    try {
      this.#readFrames();
    } catch (error) {
      this.#onError(error);
    }
    // Azure's client leaves Nagle's algorithm on: after a frame that needs no answer its next one would wait 40 ms for
    // the delayed acknowledgement, which an empty frame carries at once.
    if (this.#owesAcknowledgement && !this.#corked) this.#heartbeat();
    this.#owesAcknowledgement = false;
  }

  #onError(error: unknown): void {
    if (error instanceof ProtocolError) {
      this.close({ condition: error.condition, description: error.message });
    } else if (error instanceof EncodingError) {
      this.close({ condition: "amqp:connection:framing-error", description: error.message });
    } else {
      const reason = `internal error: ${error instanceof Error ? error.message : String(error)}`;
      this.close({ condition: "amqp:internal-error", description: "The broker failed to process a frame." }, reason);
    }
  }

  #heartbeat(): void {
    // A peer that has something to read is told by it already.
    if (this.#phase === "amqp" && this.#socket.writableLength === 0) this.#socket.write(heartbeat);
  }

  #readFrames(): void {
    const startMs = performance.now();
    for (let count = 1; ; count++) {
      if (this.#phase === "header" || this.#phase === "sasl-done") {
        const header = this.#reader.nextHeader();
        if (header === undefined) return;
        this.#onHeader(header.protocol);
      } else if (this.#phase === "sasl" || this.#phase === "amqp") {
        const frame = this.#reader.nextFrame();
        if (frame === undefined) return;
        this.#times.heard();
        this.#onFrame(frame);
      } else {
        return;
      }
      if (this.#phase !== "amqp" || this.#hasEnded) continue;
      if (this.isCongested || (count % framesPerLook === 0 && performance.now() - startMs > turnMs)) {
        this.#holdUp();
        return;
      }
    }
  }

  #onHeader(protocol: "amqp" | "sasl" | undefined): void {
    if (protocol === "amqp") {
      // SASL may be skipped, as Azure's client does when its connection string holds a signature: tokens go to $cbs
      // anyway.
      this.#socket.write(amqpHeader);
      this.#phase = "amqp";
    } else if (protocol === "sasl" && this.#phase === "header") {
      this.#socket.write(saslHeader);
      this.#socket.write(saslMechanisms());
      this.#phase = "sasl";
    } else if (protocol === "sasl") {
      this.destroy("the peer asked for SASL twice");
    } else {
      // The protocol that would have been understood: part 2, section 2.2 of the standard.
      this.#socket.write(amqpHeader);
      this.#phase = "closing";
      this.#end("the peer does not speak AMQP 1.0");
    }
  }

  #onFrame(frame: Frame): void {
    const { performative, channel, payload } = frame;
    if (performative === undefined) return;
    this.#owesAcknowledgement = true;
    if (this.#phase === "sasl") {
      if (performative.kind !== "sasl_init") throw new EncodingError("Expected the SASL init frame");
      const answer = answerSaslInit(performative.fields, (name, key) => this.handler.verifyPlain(name, key));
      this.#socket.write(answer.frame);
      if (answer.ok) this.#phase = "sasl-done";
      else this.destroy("SASL failed");
      return;
    }
    if (performative.kind === "open") {
      this.#onOpen(performative.fields);
    } else if (performative.kind === "close") {
      this.close(undefined, "closed by the client");
    } else if (!this.#hasOpened) {
      throw new ProtocolError("amqp:illegal-state", `Expected open before ${performative.kind}.`);
    } else if (performative.kind === "begin") {
      this.#onBegin(channel, performative.fields);
    } else {
      const session = this.#sessions.get(channel);
      if (session === undefined) {
        throw new ProtocolError("amqp:connection:framing-error", `No session has begun on channel ${channel}.`);
      }
      session.onFrame(performative, payload ?? Buffer.alloc(0));
    }
  }

  #onBegin(channel: number, begin: Begin): void {
    const { maxSessions } = this.limits;
    if (this.#sessions.size >= maxSessions || channel >= maxSessions) {
      const description = `A connection holds at most ${maxSessions} sessions.`;
      throw new ProtocolError("amqp:resource-limit-exceeded", description);
    }
    if (this.#sessions.has(channel)) {
      throw new ProtocolError("amqp:connection:framing-error", `Channel ${channel} is in use.`);
    }
    this.#sessions.set(channel, new AmqpSession(this, channel, begin));
  }

  #onOpen(open: Open): void {
    if (this.#hasOpened) throw new ProtocolError("amqp:illegal-state", "The connection is open already.");
    const maxFrameBytes = Math.min(open.max_frame_size ?? this.limits.maxFrameBytes, this.limits.maxFrameBytes);
    this.peerMaxFrameBytes = Math.max(minFrameBytes, maxFrameBytes);
    this.#writeOpen();
    if (open.idle_time_out) this.#times.beatEvery(open.idle_time_out / 2, () => this.#heartbeat());
    this.handler.opened(open.hostname ?? undefined);
  }

  #writeOpen(): void {
    this.#hasOpened = true;
    const fields = {
      container_id: this.#containerId,
      max_frame_size: this.limits.maxFrameBytes,
      channel_max: this.limits.maxSessions - 1,
      idle_time_out: this.limits.idleTimeoutMs,
    };
    this.flushSoon();
    this.#socket.write(encodeFrame(0, "open", fields));
  }
}
