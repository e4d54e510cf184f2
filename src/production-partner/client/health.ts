import { errorToJson } from "../../errors/error-json.ts";
import type { Ailment, ConsumerHealth, ProducerHealth } from "../../service-bus/health.ts";
import { withTimeout } from "../../timing/abort.ts";
import type { OrderLedger, OutboxFill } from "../ledger/order-ledger.ts";

/** How a client is. A JSON value but for its dates. */
export interface ClientHealth {
  /** That of the client, or while it runs, of its receiving: `connecting`, `receiving` or `paused`. */
  readonly state: "idle" | "starting" | "draining" | "drained" | ConsumerHealth["state"];
  /** Whether it runs and nothing is wrong: what a readiness probe asks. */
  readonly isHealthy: boolean;
  /** Receiving: messages in hand, handlers, connections. */
  readonly inbound: ConsumerHealth;
  /** Sending. */
  readonly outbound: ProducerHealth;
  /** What waits in the ledger to be sent; absent when the ledger did not say in time. */
  readonly outbox?: OutboxFill;
  /** All that is wrong, and since when. */
  readonly wrong: readonly ClientAilment[];
}

/** Something that is wrong. */
export interface ClientAilment extends Omit<Ailment, "kind"> {
  readonly part: "inbound" | "outbound" | "ledger";
  readonly kind: Ailment["kind"] | "unavailable";
}

/** The life of a client. */
export type ClientState = "idle" | "starting" | "running" | "draining" | "drained" | "closed";

// The ledger may be away.
const maxAskMs = 1_000;

/** Puts together how a client is. */
export function clientHealth(parts: {
  readonly state: ClientState;
  readonly inbound: ConsumerHealth;
  readonly outbound: ProducerHealth;
  readonly outbox: OutboxFill | undefined;
  readonly outage: { readonly sinceMs: number; readonly error: unknown } | undefined;
}): ClientHealth {
  const { state, inbound, outbound, outbox, outage } = parts;
  const wrong: ClientAilment[] = [
    // A pause is the ledger's fault.
    ...inbound.wrong
      .filter(({ kind }) => kind !== "paused")
      .map((ailment) => ({ part: "inbound" as const, ...ailment })),
    ...outbound.wrong.map((ailment) => ({ part: "outbound" as const, ...ailment })),
  ];
  if (outage !== undefined) {
    const { code } = errorToJson(outage.error);
    const since = new Date(outage.sinceMs);
    wrong.push({ part: "ledger", kind: "unavailable", since, ...(code !== undefined && { code }) });
  }
  return {
    state: state === "running" ? inbound.state : state,
    isHealthy: state === "running" && wrong.length === 0 && inbound.state === "receiving",
    inbound,
    outbound,
    ...(outbox !== undefined && { outbox }),
    wrong,
  };
}

/** Asks a ledger how much waits to be sent; `undefined` when it does not say in time. Never rejects. */
export async function outboxOf(ledger: OrderLedger): Promise<OutboxFill | undefined> {
  let fill: OutboxFill | undefined;
  const asked = ledger.outbox?.().then(
    (answer) => {
      fill = answer;
    },
    () => {},
  );
  if (asked !== undefined) await withTimeout(asked, maxAskMs);
  return fill;
}
