import type { ServerResponse } from "node:http";

/** An event of the sandbox, with its number in the stream. */
export interface FeedEvent {
  readonly id: number;
  readonly type: string;
  readonly data: unknown;
}

/** How many events a page that was away can catch up with. */
const maxKept = 5000;
/** A reader that leaves more than this unread is cut off: it connects again and catches up. */
const maxUnreadBytes = 4 * 1024 * 1024;
const keepAliveMs = 15_000;
/** Who asks for changes only is told at most so often. */
const changesEveryMs = 500;

/** What a reader of the events asks for. */
export interface FeedQuery {
  /** The last event it saw: it gets what it missed. Default: only what comes. */
  readonly lastSeen?: number | undefined;
  /** Whether it only wants to know that something has happened, at most twice a second. Default false. */
  readonly changesOnly?: boolean;
}

/** Sends everything that happens to all who listen, as server-sent events. */
export class EventFeed {
  readonly #readers = new Set<ServerResponse>();
  readonly #watchers = new Set<ServerResponse>();
  #nextChange: NodeJS.Timeout | undefined;
  #hasChanged = false;
  readonly #kept: FeedEvent[] = [];
  #id = 0;
  readonly #keepAlive: NodeJS.Timeout;

  constructor() {
    this.#keepAlive = setInterval(() => {
      for (const reader of [...this.#readers, ...this.#watchers]) reader.write(": still here\n\n");
    }, keepAliveMs);
    this.#keepAlive.unref();
  }

  /** Number of the last event. */
  get lastId(): number {
    return this.#id;
  }

  /** Sends an event to all readers. */
  emit(type: string, data: unknown): void {
    const event = { id: ++this.#id, type, data };
    this.#kept.push(event);
    // Half is dropped at a time: dropping one by one would move all others each time.
    if (this.#kept.length > 2 * maxKept) this.#kept.splice(0, maxKept);
    if (this.#watchers.size > 0) this.#tellChange();
    if (this.#readers.size === 0) return;
    const text = written(event);
    for (const reader of this.#readers) {
      reader.write(text);
      if (reader.writableLength > maxUnreadBytes) reader.destroy();
    }
  }

  /** Adds a reader. `gap` comes first when what it missed is no longer known, so that it loads everything anew. */
  add(reader: ServerResponse, { lastSeen, changesOnly = false }: FeedQuery): void {
    reader.writeHead(200, {
      "content-type": "text/event-stream",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    });
    reader.write("retry: 1000\n\n");
    if (changesOnly) {
      this.#watchers.add(reader);
      reader.on("close", () => this.#watchers.delete(reader));
      // It may have missed something.
      if (lastSeen !== undefined && lastSeen !== this.#id) this.#tellChange();
      return;
    }
    const oldest = this.#kept[0]?.id ?? this.#id + 1;
    if (lastSeen !== undefined && (lastSeen + 1 < oldest || lastSeen > this.#id)) {
      reader.write(written({ id: this.#id, type: "gap", data: {} }));
    } else if (lastSeen !== undefined) {
      for (const event of this.#kept) if (event.id > lastSeen) reader.write(written(event));
    }
    this.#readers.add(reader);
    reader.on("close", () => this.#readers.delete(reader));
  }

  /** Ends all streams. */
  close(): void {
    clearInterval(this.#keepAlive);
    clearTimeout(this.#nextChange);
    for (const reader of [...this.#readers, ...this.#watchers]) reader.end();
  }

  /** Tells at once that something has happened, or when the time has come for the next one. */
  #tellChange(): void {
    if (this.#nextChange !== undefined) {
      this.#hasChanged = true;
      return;
    }
    const text = written({ id: this.#id, type: "changed", data: {} });
    for (const watcher of this.#watchers) watcher.write(text);
    this.#nextChange = setTimeout(() => {
      this.#nextChange = undefined;
      if (!this.#hasChanged) return;
      this.#hasChanged = false;
      this.#tellChange();
    }, changesEveryMs);
  }
}

function written({ id, type, data }: FeedEvent): string {
  return `id: ${id}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}
