import { closeSync, ftruncateSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** A message that a queue has accepted. */
export interface AcceptedMessage {
  readonly queue: string;
  /** The encoded message. */
  readonly message: Buffer;
}

/** The lengths of the name and of the message. */
const headBytes = 6;

/**
 * What the queues have accepted since their last snapshot, in a file beside it. It is written before the answer leaves,
 * without waiting for the disk: what the operating system has outlives the process, however it ends.
 *
 * Each snapshot names the journal that goes on from it, so that no message is taken in twice.
 */
export class ArrivalJournal {
  readonly #base: string;
  #number: number;
  #file: number | undefined;
  #waiting: Buffer[] = [];

  /** @param base the file of the snapshot */
  constructor(base: string, number: number) {
    this.#base = base;
    this.#number = number;
  }

  /** The number of the next one, for the snapshot that it goes on from. */
  get next(): number {
    return this.#number + 1;
  }

  /** Returns what was accepted, oldest first, and goes on behind it. What a crash has cut off was not answered. */
  read(): readonly AcceptedMessage[] {
    let content: Buffer;
    try {
      content = readFileSync(this.#path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
      throw error;
    }
    const found: AcceptedMessage[] = [];
    let at = 0;
    while (at + headBytes <= content.length) {
      const nameEnd = at + headBytes + content.readUInt16BE(at);
      const end = nameEnd + content.readUInt32BE(at + 2);
      if (end > content.length) break;
      found.push({
        queue: content.toString("utf8", at + headBytes, nameEnd),
        message: content.subarray(nameEnd, end),
      });
      at = end;
    }
    if (at < content.length) ftruncateSync(this.#open(), at);
    return found;
  }

  /** Notes a message; it is written by {@link flush}. */
  add({ queue, message }: AcceptedMessage): void {
    const name = Buffer.from(queue);
    const head = Buffer.alloc(headBytes);
    head.writeUInt16BE(name.length, 0);
    head.writeUInt32BE(message.length, 2);
    this.#waiting.push(head, name, message);
  }

  /** Whether something was noted and not written. */
  get hasMore(): boolean {
    return this.#waiting.length > 0;
  }

  /** Writes what was noted. */
  flush(): void {
    const bytes = Buffer.concat(this.#waiting);
    this.#waiting = [];
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#open(), bytes, at);
  }

  /** Begins the next one: a snapshot has everything that is in this one. */
  rotate(): void {
    this.close();
    rmSync(this.#path, { force: true });
    this.#waiting = [];
    this.#number++;
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  get #path(): string {
    return `${this.#base}.journal-${this.#number}`;
  }

  #open(): number {
    if (this.#file === undefined) {
      mkdirSync(dirname(this.#path), { recursive: true });
      this.#file = openSync(this.#path, "a", 0o600);
    }
    return this.#file;
  }
}
