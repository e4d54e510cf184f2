import { AmqpContent, encodeContent, parseMessage } from "../amqp/message-content.ts";
import type { NewMessage } from "../engine/arrival.ts";
import { BrokerError } from "../engine/broker-error.ts";
import type { MessageQueue } from "../engine/message-queue.ts";
import type { AccessKey } from "../security/access-key.ts";
import { ArrivalJournal } from "./arrival-journal.ts";
import { readSnapshot, type SnapshotOptions, writeSnapshot } from "./snapshot-file.ts";

/** What is kept. */
interface Kept {
  readonly queues: () => Iterable<MessageQueue>;
  readonly keys: () => readonly AccessKey[];
}

const defaultEveryMs = 5000;

/** Keeps the queues of a broker over restarts: a snapshot now and then, and a journal of what is accepted in between. */
export class QueueKeeper {
  /** The keys that were saved. */
  readonly savedKeys: readonly AccessKey[];
  readonly #file: string;
  readonly #kept: Kept;
  readonly #journal: ArrivalJournal;
  readonly #timer: NodeJS.Timeout;
  #isReady = false;
  #hasChanged = false;
  readonly #warned = new Set<string>();

  /** Restores what was kept. @throws CardwrightError `BROKER_SNAPSHOT` when the file was not written by this version */
  constructor({ file, everyMs = defaultEveryMs }: SnapshotOptions, kept: Kept) {
    this.#file = file;
    this.#kept = kept;
    const { keys, journal } = readSnapshot(file, kept.queues());
    this.savedKeys = keys;
    this.#journal = new ArrivalJournal(file, journal);
    this.#takeAgain();
    this.#isReady = true;
    this.#timer = setInterval(() => {
      if (this.#hasChanged) this.#try("snapshot", () => this.save());
    }, everyMs);
  }

  /** Notes that the next snapshot will differ. */
  changed(): void {
    this.#hasChanged = true;
  }

  /** Notes messages that a queue has accepted. */
  accepted(queue: string, arrivals: readonly NewMessage[]): void {
    if (!this.#isReady) return;
    for (const { content } of arrivals) {
      if (content instanceof AmqpContent) this.#journal.add({ queue, message: encodeContent(content) });
    }
  }

  /** Writes down what was accepted. To be called before the answers leave. */
  flush(): void {
    if (this.#journal.hasMore) this.#try("journal", () => this.#journal.flush());
  }

  /** Writes a snapshot. @throws CardwrightError `BROKER_SNAPSHOT` when the file cannot be written */
  save(): void {
    const { queues, keys } = this.#kept;
    writeSnapshot(this.#file, { queues: queues(), keys: keys(), journal: this.#journal.next });
    this.#journal.rotate();
    this.#hasChanged = false;
  }

  /** Stops; what was accepted stays in the journal. */
  stop(): void {
    clearInterval(this.#timer);
    this.#journal.close();
  }

  // What has been settled since the snapshot comes again, as it may after any restart.
  #takeAgain(): void {
    const queues = new Map([...this.#kept.queues()].map((queue) => [queue.name, queue]));
    for (const { queue, message } of this.#journal.read()) {
      try {
        queues.get(queue)?.enqueue([parseMessage(message)]);
      } catch (error) {
        // The queue may be declared differently now.
        if (!(error instanceof BrokerError)) throw error;
      }
    }
  }

  // A full disk must not end the user's process; the next time tries again, and `close` throws if it fails then.
  #try(what: string, write: () => void): void {
    try {
      write();
      this.#warned.delete(what);
    } catch (error) {
      if (this.#warned.has(what)) return;
      this.#warned.add(what);
      process.emitWarning(error instanceof Error ? error.message : String(error), { code: "BROKER_SNAPSHOT" });
    }
  }
}
