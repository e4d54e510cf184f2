import { resolveEndpoint } from "../../../src/service-bus/endpoint.ts";
import { QueueProducer } from "../../../src/service-bus/producer.ts";
import type { BenchCase } from "./bench-case.ts";
import { inFlight } from "./in-flight.ts";
import { notification } from "./notification.ts";

const sends = (count: number): BenchCase => ({
  name: `client sends, ${count === 1 ? "each awaited" : `${count} in flight`}`,
  job: "send",
  inFlight: count,
  peer: `azure send, ${count === 1 ? "each awaited" : `${count} in flight`}`,
  async open({ connectionString, queue, messages, payload }) {
    const policy = { attempts: 1, initialDelayMs: 1, maxDelayMs: 1, attemptTimeoutMs: 20_000 };
    const outbound = new QueueProducer(resolveEndpoint("outbound", { connectionString, queue }), policy);
    await outbound.open();
    return {
      run: () => inFlight(messages, count, (index) => outbound.send(notification(index, payload))),
      close: () => outbound.close(),
    };
  },
});

/** The sending side of the production partner client by itself: no validation, no ledger. */
export const outboundCases: readonly BenchCase[] = [sends(1), sends(10), sends(100)];
