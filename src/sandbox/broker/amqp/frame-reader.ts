import { decodeFrame, type Frame } from "./codec.ts";
import { EncodingError } from "./encoding-check.ts";

/** The protocol header at the start of a stream, sent again after SASL. */
export interface ProtocolHeader {
  /** `undefined` for any other protocol or version. */
  readonly protocol: "amqp" | "sasl" | undefined;
}

const headerBytes = 8;
const protocols: { readonly [id: number]: "amqp" | "sasl" } = { 0: "amqp", 3: "sasl" };

/** Cuts a byte stream into protocol headers and frames, refusing frames above a size before they are gathered. */
export class FrameReader {
  readonly #maxFrameBytes: number;
  #buffered: Buffer[] = [];
  #bufferedBytes = 0;
  #needed = headerBytes;

  constructor(maxFrameBytes: number) {
    this.#maxFrameBytes = maxFrameBytes;
  }

  push(chunk: Buffer): void {
    this.#buffered.push(chunk);
    this.#bufferedBytes += chunk.length;
  }

  /** Takes the protocol header off the stream; `undefined` until it is there. */
  nextHeader(): ProtocolHeader | undefined {
    const bytes = this.#take(headerBytes);
    if (bytes === undefined) return undefined;
    const isAmqp1 = bytes.toString("latin1", 0, 4) === "AMQP" && bytes[5] === 1;
    return { protocol: isAmqp1 ? protocols[bytes.readUInt8(4)] : undefined };
  }

  /**
   * Takes the next whole frame off the stream; `undefined` until it is there. Throws when it is too big or malformed.
   */
  nextFrame(): Frame | undefined {
    // Gathering small chunks of one big frame once, not at every chunk, keeps big messages linear.
    if (this.#bufferedBytes < Math.max(4, this.#needed)) return undefined;
    const head = this.#peek();
    const size = head.readUInt32BE(0);
    if (size < headerBytes || size > this.#maxFrameBytes) {
      throw new EncodingError(
        `A frame of ${size} bytes is outside the bounds of ${headerBytes} to ${this.#maxFrameBytes}.`,
      );
    }
    const bytes = this.#take(size);
    this.#needed = bytes === undefined ? size : headerBytes;
    return bytes === undefined ? undefined : decodeFrame(bytes);
  }

  #peek(): Buffer {
    const first = this.#buffered[0];
    if (first !== undefined && (this.#buffered.length === 1 || first.length >= 4)) return first;
    const all = Buffer.concat(this.#buffered, this.#bufferedBytes);
    this.#buffered = [all];
    return all;
  }

  #take(size: number): Buffer | undefined {
    if (this.#bufferedBytes < size) return undefined;
    let head = this.#buffered[0];
    if (head === undefined || head.length < size) {
      head = Buffer.concat(this.#buffered, this.#bufferedBytes);
      this.#buffered = [head];
    }
    const rest = head.subarray(size);
    if (rest.length > 0) this.#buffered[0] = rest;
    else this.#buffered.shift();
    this.#bufferedBytes -= size;
    return head.subarray(0, size);
  }
}
