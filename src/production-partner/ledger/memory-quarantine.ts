import { randomUUID } from "node:crypto";
import type { StagedMessage } from "./order-ledger.ts";
import type { Page, PageOptions } from "./page.ts";
import { cursorOf, limitOf, pageOf } from "./page-cursor.ts";
import type {
  Quarantine,
  QuarantineCause,
  QuarantinedMessage,
  QuarantineEntry,
  QuarantineFill,
  QuarantineFilter,
  QuarantineLimits,
  QuarantineOutcome,
  Unhandled,
} from "./quarantine.ts";
import { decidedEntry, entryWithoutBody, unknownEntry } from "./quarantine-error.ts";
import { fillOf } from "./quarantine-fill.ts";
import {
  answerOf,
  bodyOf,
  boundedCause,
  envelopeOf,
  rawMessageOf,
  rawText,
  type StoredBody,
  type StoredEnvelope,
  typeOf,
} from "./raw-message.ts";

interface Kept {
  readonly position: number;
  entry: QuarantineEntry;
  readonly envelope: string;
  readonly body: string | undefined;
}

interface Dependencies {
  readonly limits: QuarantineLimits;
  readonly now: () => number;
  /** Told when a message is dismissed whose replay had begun. */
  readonly onAbandoned: (messageId: string) => void;
}

/** The {@link Quarantine} of a `MemoryLedger`. */
export class MemoryQuarantine implements Quarantine {
  readonly #deps: Dependencies;
  readonly #entries = new Map<string, Kept>();
  readonly #requested = new Set<string>();
  #positions = 0;

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  /** Keeps a message, unless the quarantine is full of messages that nobody has decided about. */
  add(messageId: string, { raw, cause }: Unhandled, answer: StagedMessage | undefined): QuarantineOutcome {
    this.#eraseTooOld();
    if (this.#entries.size >= this.#deps.limits.maxEntries) {
      const decided = [...this.#entries.values()].find(({ entry }) => entry.state !== "kept");
      if (decided === undefined) return "full";
      this.#entries.delete(decided.entry.id);
    }
    const id = randomUUID();
    const envelope = envelopeOf(raw);
    const { applicationProperties: _unwritable, ...withoutProperties } = envelope;
    const stored = bodyOf(raw);
    const body = stored === undefined ? undefined : rawText(stored);
    const type = typeOf(raw);
    const given = answerOf(answer);
    const at = new Date(this.#deps.now());
    const entry: QuarantineEntry = {
      id,
      state: "kept",
      stateSince: at,
      receivedAt: at,
      ...(type !== undefined && { type }),
      messageId,
      cause: boundedCause(cause),
      ...(given !== undefined && { answer: given }),
      isReplayRequested: false,
      isReplaying: false,
      hasBody: body !== undefined,
    };
    const text = rawText(envelope) ?? JSON.stringify(withoutProperties);
    this.#entries.set(id, { position: ++this.#positions, entry, envelope: text, body });
    return "kept";
  }

  /** Whether a replay is `new`, has `begun` or is `over`. */
  replayStateOf(id: string): "new" | "begun" | "over" {
    const { entry } = this.#find(id) ?? raise(unknownEntry(id));
    if (entry.state !== "kept") return "over";
    return entry.isReplaying ? "begun" : "new";
  }

  /** Records that a replayed message has changed the orders. */
  beginReplay(id: string): void {
    this.#change(id, { isReplaying: true });
  }

  /** Records that a replayed message was handled, or stays in the quarantine for this cause. */
  endReplay(id: string, cause: QuarantineCause | undefined): void {
    this.#requested.delete(id);
    const ended = { isReplaying: false, isReplayRequested: false };
    if (cause !== undefined) this.#change(id, { ...ended, cause: boundedCause(cause) });
    else this.#change(id, { ...ended, state: "replayed", stateSince: new Date(this.#deps.now()) });
  }

  async list(options: PageOptions & QuarantineFilter = {}): Promise<Page<QuarantineEntry>> {
    this.#eraseTooOld();
    const { state, reason, type } = options;
    const limit = limitOf(options);
    const [after = "0"] = cursorOf(options, "number") ?? [];
    const found = [...this.#entries.values()].filter(
      ({ position, entry }) =>
        position > Number(after) &&
        (state === undefined || entry.state === state) &&
        (reason === undefined || entry.cause.reason === reason) &&
        (type === undefined || entry.type === type),
    );
    return pageOf(
      found,
      limit,
      ({ entry }) => entry,
      ({ position }) => [position],
    );
  }

  async show(id: string): Promise<QuarantinedMessage | undefined> {
    const kept = this.#find(id);
    return kept === undefined ? undefined : messageOf(kept);
  }

  async fill(): Promise<QuarantineFill> {
    this.#eraseTooOld();
    const kept = [...this.#entries.values()].filter(({ entry }) => entry.state === "kept");
    return fillOf(this.#deps.limits, kept.length, kept[0]?.entry.receivedAt.getTime(), this.#deps.now());
  }

  async takeForReplay(id: string): Promise<QuarantinedMessage> {
    const kept = this.#findReplayable(id);
    const message = messageOf(kept);
    return { ...message, raw: { ...message.raw, messageId: kept.entry.messageId } };
  }

  async keep(id: string, cause: QuarantineCause): Promise<void> {
    if (this.#find(id)?.entry.state !== "kept") return;
    this.#requested.delete(id);
    this.#change(id, { cause: boundedCause(cause), isReplayRequested: false });
  }

  async dismiss(id: string): Promise<void> {
    const { entry } = this.#find(id) ?? raise(unknownEntry(id));
    if (entry.state === "replayed") throw decidedEntry(id, entry.state);
    if (entry.state === "dismissed") return;
    this.endReplay(id, undefined);
    this.#change(id, { state: "dismissed" });
    if (entry.isReplaying) this.#deps.onAbandoned(entry.messageId);
  }

  async requestReplay(id: string): Promise<void> {
    this.#findReplayable(id);
    this.#requested.add(id);
    this.#change(id, { isReplayRequested: true });
  }

  async listRequested(options: { readonly limit?: number } = {}): Promise<readonly string[]> {
    const limit = limitOf(options);
    this.#eraseTooOld();
    return [...this.#requested].slice(0, limit);
  }

  #find(id: string): Kept | undefined {
    this.#eraseTooOld();
    return this.#entries.get(id);
  }

  #findReplayable(id: string): Kept {
    const kept = this.#find(id) ?? raise(unknownEntry(id));
    if (kept.entry.state !== "kept") throw decidedEntry(id, kept.entry.state);
    if (kept.body === undefined) throw entryWithoutBody(id);
    return kept;
  }

  #change(id: string, changes: Partial<QuarantineEntry>): void {
    const kept = this.#entries.get(id);
    if (kept !== undefined) kept.entry = { ...kept.entry, ...changes };
  }

  #eraseTooOld(): void {
    const before = this.#deps.now() - this.#deps.limits.maxAgeMs;
    for (const [id, { entry }] of this.#entries) {
      if (entry.receivedAt.getTime() >= before) return;
      this.#entries.delete(id);
      this.#requested.delete(id);
    }
  }
}

function messageOf({ entry, envelope, body }: Kept): QuarantinedMessage {
  // Both were written by `add`.
  const stored = body === undefined ? undefined : (JSON.parse(body) as StoredBody);
  return { ...entry, raw: rawMessageOf(JSON.parse(envelope) as StoredEnvelope, stored) };
}

function raise(error: Error): never {
  throw error;
}
