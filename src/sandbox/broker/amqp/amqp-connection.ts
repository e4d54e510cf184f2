import type { ByteStream } from "../web-socket-detection.ts";
import { type AmqpError, errorFields } from "./amqp-error.ts";
import { AmqpSession } from "./amqp-session.ts";
import { encodeFrame, type Frame, heartbeat } from "./codec.ts";
import type { ConnectionHandler, ConnectionLimits } from "./connection-handler.ts";
import { FrameReader } from "./frame-reader.ts";
import type { Open } from "./performatives.ts";
import { answerSaslInit, saslMechanisms } from "./sasl.ts";
import type { SessionHost } from "./session-host.ts";

const amqpHeader = Buffer.from([0x41, 0x4d, 0x51, 0x50, 0, 1, 0, 0]);
const saslHeader = Buffer.from([0x41, 0x4d, 0x51, 0x50, 3, 1, 0, 0]);

type Phase = "header" | "sasl" | "sasl-done" | "amqp" | "closing" | "closed";

/** The server's end of one AMQP 1.0 connection: headers, SASL, frames, idle times and sessions. */
export class AmqpConnection implements SessionHost {
  readonly limits: ConnectionLimits;
  readonly handler: ConnectionHandler;
  /** The peer's container id, once it has opened. */
  container = "";
  peerMaxFrameBytes = 512;
  readonly #socket: ByteStream;
  readonly #containerId: string;
  readonly #reader: FrameReader;
  readonly #sessions = new Map<number, AmqpSession>();
  #phase: Phase = "header";
  #heartbeats: NodeJS.Timeout | undefined;
  #corked = false;
  #owesAcknowledgement = false;
  #dropped = false;

  constructor(
    socket: ByteStream,
    options: { containerId: string; limits: ConnectionLimits; handler: ConnectionHandler },
  ) {
    this.#socket = socket;
    this.#containerId = options.containerId;
    this.limits = options.limits;
    this.handler = options.handler;
    this.#reader = new FrameReader(options.limits.maxFrameBytes);
    socket.setNoDelay(true);
    socket.setTimeout(options.limits.idleTimeoutMs, () => this.destroy("idle for too long"));
    socket.on("data", (chunk) => this.#onData(chunk));
    socket.on("error", (error) => this.destroy(error.message));
    socket.on("end", () => this.destroy("the peer ended the stream"));
    socket.on("close", () => this.destroy("the socket closed"));
  }

  get isOpen(): boolean {
    return this.#phase === "amqp";
  }

  get sessions(): Iterable<AmqpSession> {
    return this.#sessions.values();
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
    this.write(0, "close", errorFields(error));
    this.#socket.end();
    this.#drop(reason);
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

  #drop(reason: string): void {
    clearInterval(this.#heartbeats);
    if (this.#phase === "closed") this.#socket.setTimeout(0);
    if (this.#dropped) return;
    this.#dropped = true;
    for (const session of this.#sessions.values()) session.dropped();
    this.#sessions.clear();
    this.handler.closed(reason);
  }
  flushSoon(): void {
    if (this.#corked) return;
    this.#corked = true;
    this.#socket.cork();
    process.nextTick(() => {
      this.#corked = false;
      for (const session of this.#sessions.values()) session.flushAnswers();
      this.#socket.uncork();
    });
  }

  #onData(chunk: Buffer): void {
    if (this.#phase === "closing" || this.#phase === "closed") return;
    this.#reader.push(chunk);
    try {
      this.#advance();
    } catch (error) {
      const description = error instanceof Error ? error.message : String(error);
      this.close({ condition: "amqp:connection:framing-error", description });
    }
    // Azure's client leaves Nagle's algorithm on: after a frame that needs no answer its next one would wait 40 ms for
    // the delayed acknowledgement, which an empty frame carries at once.
    if (this.#owesAcknowledgement && !this.#corked) this.#heartbeat();
    this.#owesAcknowledgement = false;
  }

  #heartbeat(): void {
    if (this.#phase === "amqp") this.#socket.write(heartbeat);
  }

  #advance(): void {
    for (;;) {
      if (this.#phase === "header" || this.#phase === "sasl-done") {
        const header = this.#reader.nextHeader();
        if (header === undefined) return;
        this.#onHeader(header.protocol);
      } else if (this.#phase === "sasl" || this.#phase === "amqp") {
        const frame = this.#reader.nextFrame();
        if (frame === undefined) return;
        this.#onFrame(frame);
      } else {
        return;
      }
    }
  }

  #onHeader(protocol: "amqp" | "sasl"): void {
    if (protocol === "amqp") {
      // SASL may be skipped, as Azure's client does when its connection string holds a signature: tokens go to $cbs
      // anyway.
      this.#socket.write(amqpHeader);
      this.#phase = "amqp";
    } else if (this.#phase === "header") {
      this.#socket.write(saslHeader);
      this.#socket.write(saslMechanisms());
      this.#phase = "sasl";
    } else {
      this.destroy("the peer asked for SASL twice");
    }
  }

  #onFrame(frame: Frame): void {
    const { performative, channel, payload } = frame;
    if (performative === undefined) return;
    this.#owesAcknowledgement = true;
    if (this.#phase === "sasl") {
      if (performative.kind !== "sasl_init") throw new Error("expected the SASL init frame");
      const answer = answerSaslInit(performative.fields, (name, key) => this.handler.verifyPlain(name, key));
      this.#socket.write(answer.frame);
      if (answer.ok) this.#phase = "sasl-done";
      else this.destroy("SASL failed");
      return;
    }
    switch (performative.kind) {
      case "open":
        this.#onOpen(performative.fields);
        return;
      case "begin":
        if (this.#sessions.size >= this.limits.maxSessions) {
          const description = `A connection holds at most ${this.limits.maxSessions} sessions.`;
          this.close({ condition: "amqp:resource-limit-exceeded", description });
          return;
        }
        if (this.#sessions.has(channel)) throw new Error(`channel ${channel} is in use`);
        this.#sessions.set(channel, new AmqpSession(this, channel, performative.fields));
        return;
      case "close":
        this.close(undefined, "closed by the client");
        return;
      default: {
        const session = this.#sessions.get(channel);
        // Frames for a session that the broker has just ended may still be on their way.
        if (session !== undefined) session.onFrame(performative, payload ?? Buffer.alloc(0));
      }
    }
  }

  #onOpen(open: Open): void {
    this.container = open.container_id;
    this.peerMaxFrameBytes = Math.max(
      512,
      Math.min(open.max_frame_size ?? this.limits.maxFrameBytes, this.limits.maxFrameBytes),
    );
    this.write(0, "open", {
      container_id: this.#containerId,
      max_frame_size: this.limits.maxFrameBytes,
      channel_max: this.limits.maxSessions - 1,
      idle_time_out: this.limits.idleTimeoutMs,
    });
    if (open.idle_time_out) {
      this.#heartbeats = setInterval(() => this.#heartbeat(), Math.max(1, open.idle_time_out / 2));
    }
  }
}
