import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { CardwrightError } from "../../../errors/cardwright-error.ts";
import { AmqpContent, encodeContent, readContent } from "../amqp/message-content.ts";
import type { MessageQueue } from "../engine/message-queue.ts";
import type { MessageSnapshot, QueueSnapshot } from "../engine/queue-snapshot.ts";
import type { AccessKey } from "../security/access-key.ts";

/** Where and how often a broker saves its queues and keys. */
export interface SnapshotOptions {
  /** A JSON file, created if missing. It contains messages and keys: keep it where only you can read it. */
  readonly file: string;
  /** How often it is written while the broker runs, in milliseconds. Default 5000. It is always written on close. */
  readonly everyMs?: number;
}

const version = 1;

interface SavedMessage extends Omit<MessageSnapshot, "content" | "expiresAtMs"> {
  readonly expiresAtMs: number | null;
  /** The encoded message, base64. */
  readonly content: string;
}

interface SavedQueue extends Omit<QueueSnapshot, "messages" | "sessionStates"> {
  readonly messages: readonly SavedMessage[];
  readonly sessionStates: readonly (readonly [sessionId: string, base64: string])[];
}

/** The content of the file. */
interface SavedBroker {
  readonly version: number;
  readonly keys: readonly AccessKey[];
  /** The number of the journal that goes on from here. Missing in files of version 0.1. */
  readonly journal?: number;
  readonly queues: { readonly [name: string]: { readonly main: SavedQueue; readonly deadLetters: SavedQueue } };
}

/**
 * Writes queues and keys; a crash while writing leaves the previous file.
 *
 * @throws CardwrightError `BROKER_SNAPSHOT` when the file cannot be written
 */
export function writeSnapshot(
  file: string,
  {
    queues,
    keys,
    journal,
  }: { readonly queues: Iterable<MessageQueue>; readonly keys: readonly AccessKey[]; readonly journal: number },
): void {
  const saved: { [name: string]: { main: SavedQueue; deadLetters: SavedQueue } } = {};
  for (const queue of queues) {
    if (queue.deadLetterQueue === undefined) continue;
    saved[queue.name] = { main: save(queue), deadLetters: save(queue.deadLetterQueue) };
  }
  const content: SavedBroker = { version, keys, journal, queues: saved };
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(content), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  } catch (cause) {
    throw new CardwrightError(`Cannot write the snapshot ${file}: ${(cause as Error).message}`, {
      code: "BROKER_SNAPSHOT",
      details: { file },
      help: "Choose a writable folder on a disk with free space. A snapshot holds at most about 380 MB of messages.",
      cause,
    });
  }
}

/**
 * Restores the queues and returns the saved keys and the number of the journal; a no-op when the file does not exist yet.
 *
 * Locked messages become active again. Queues that are no longer declared are skipped.
 *
 * @throws CardwrightError `BROKER_SNAPSHOT` when the file was not written by this version
 */
export function readSnapshot(
  file: string,
  queues: Iterable<MessageQueue>,
): { readonly keys: readonly AccessKey[]; readonly journal: number } {
  const content = read(file);
  if (content === undefined) return { keys: [], journal: 0 };
  const all = [...queues];
  for (const queue of all) {
    const saved = content.queues[queue.name];
    if (saved === undefined) continue;
    try {
      queue.restore(load(saved.main));
      queue.deadLetterQueue?.restore(load(saved.deadLetters));
    } catch (cause) {
      throw invalidSnapshot(file, cause);
    }
  }
  // Messages that expired meanwhile may move to another queue, which must be restored by then.
  for (const queue of all) {
    queue.catchUp();
    queue.deadLetterQueue?.catchUp();
  }
  return { keys: content.keys, journal: content.journal ?? 0 };
}

function read(file: string): SavedBroker | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  try {
    const content = JSON.parse(text) as SavedBroker;
    if (content.version === version) return content;
  } catch {
    // The same help applies: this version did not write the file.
  }
  throw invalidSnapshot(file);
}

function invalidSnapshot(file: string, cause?: unknown): CardwrightError {
  return new CardwrightError(`Invalid snapshot ${file}: not written by this version of the broker`, {
    code: "BROKER_SNAPSHOT",
    details: { file },
    help: "Delete the file to start with empty queues.",
    cause,
  });
}

function save(queue: MessageQueue): SavedQueue {
  const { messages, sessionStates, ...rest } = queue.snapshot();
  return {
    ...rest,
    messages: messages.map(({ content, expiresAtMs, ...message }) => ({
      ...message,
      expiresAtMs: Number.isFinite(expiresAtMs) ? expiresAtMs : null,
      content: content instanceof AmqpContent ? encodeContent(content).toString("base64") : "",
    })),
    sessionStates: sessionStates.map(([id, state]) => [id, state.toString("base64")]),
  };
}

function load({ messages, sessionStates, ...rest }: SavedQueue): QueueSnapshot {
  return {
    ...rest,
    messages: messages.map(({ content, expiresAtMs, ...message }) => ({
      ...message,
      expiresAtMs: expiresAtMs ?? Number.POSITIVE_INFINITY,
      content: readContent(Buffer.from(content, "base64")),
    })),
    sessionStates: sessionStates.map(([id, state]) => [id, Buffer.from(state, "base64")]),
  };
}
