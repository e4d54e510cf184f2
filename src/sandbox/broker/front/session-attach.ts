import type { Clock } from "../../../timing/clock.ts";
import { types } from "../amqp/codec.ts";
import type { SendingLink } from "../amqp/sending-link.ts";
import { BrokerError } from "../engine/broker-error.ts";
import type { MessageQueue } from "../engine/message-queue.ts";
import type { SessionLock } from "../engine/stored-message.ts";
import type { SessionWaiter } from "./dispatcher.ts";
import type { FaultGate } from "./fault-gate.ts";
import type { Entity } from "./namespace.ts";
import { QueueReceiver } from "./queue-receiver.ts";

const sessionFilter = "com.microsoft:session-filter";
const defaultWaitMs = 60_000;

// Ticks of 100 ns since the year 1, as .NET counts time.
const ticksPerMs = 10_000n;
const ticksTo1970 = 621_355_968_000_000_000n;

/** Tells whether a receiver gets a session. @throws BrokerError when it wants the other kind than the queue has. */
export function checkSessionUse(queue: MessageQueue, link: SendingLink): "session" | "shared" {
  const wantsSession = Object.hasOwn(link.filter, sessionFilter);
  if (wantsSession && queue.sessions === undefined) {
    throw new BrokerError("amqp:not-allowed", `'${queue.name}' has no sessions: receive from it without one.`);
  }
  if (!wantsSession && queue.sessions !== undefined) {
    throw new BrokerError(
      "amqp:not-allowed",
      "It is not possible for an entity that requires sessions to create a non-sessionful message receiver.",
    );
  }
  return wantsSession ? "session" : "shared";
}

/**
 * Gives a receiver its session: a named one at once or not at all, the next free one as soon as there is one.
 *
 * The attach is left unanswered while it waits, at most as long as the client allows in `com.microsoft:timeout`.
 */
export function attachSession(entity: Entity, link: SendingLink, clock: Clock, faults: FaultGate): void {
  const sessionId = sessionIdOf(link);
  if (sessionId !== undefined) {
    const lock = entity.queue.sessions?.accept(sessionId);
    if (lock !== undefined) {
      openSession(entity, link, faults, lock);
      return;
    }
    const description = `The requested session '${sessionId}' cannot be accepted. It may be locked by another receiver.`;
    link.refuse(new BrokerError("com.microsoft:session-cannot-be-locked", description));
    return;
  }
  const waiter: SessionWaiter = {
    tryAccept() {
      const lock = entity.queue.sessions?.accept();
      if (lock === undefined) return false;
      stopWaiting();
      openSession(entity, link, faults, lock);
      return true;
    },
  };
  const cancelTimeout = clock.wakeAt(clock.now() + waitMsOf(link), () => {
    stopWaiting();
    link.refuse(
      new BrokerError(
        "com.microsoft:timeout",
        "The operation did not complete within the allotted timeout. No session is free.",
      ),
    );
  });
  const stopWaiting = (): void => {
    cancelTimeout();
    entity.dispatcher.removeWaiter(waiter);
    link.handler = undefined;
  };
  entity.dispatcher.addWaiter(waiter);
  link.handler = { room: () => undefined, outcome: () => undefined, closed: stopWaiting };
  waiter.tryAccept();
}

function openSession(entity: Entity, link: SendingLink, faults: FaultGate, lock: SessionLock): void {
  const receiver = new QueueReceiver(entity, link, faults, lock);
  lock.onLost = () =>
    link.close(
      new BrokerError(
        "com.microsoft:session-lock-lost",
        `The session lock has expired on the MessageSession '${lock.sessionId}'.`,
      ),
    );
  link.open(receiver, {
    filter: { [sessionFilter]: types.wrap_string(lock.sessionId) },
    properties: { "com.microsoft:locked-until-utc": types.wrap_long(ticks(lock.lockedUntilMs)) },
  });
}

function sessionIdOf(link: SendingLink): string | undefined {
  const wanted = types.unwrap(link.filter[sessionFilter]);
  return typeof wanted === "string" ? wanted : undefined;
}

function waitMsOf(link: SendingLink): number {
  const wanted = link.attach.properties?.["com.microsoft:timeout"];
  return typeof wanted === "number" ? wanted : defaultWaitMs;
}

function ticks(timeMs: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(Math.trunc(timeMs)) * ticksPerMs + ticksTo1970);
  return bytes;
}
