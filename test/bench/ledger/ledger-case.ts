import { ProductionPartnerClient } from "../../../src/index.ts";
import type { OrderLedger } from "../../../src/production-partner/ledger/index.ts";
import { Countdown, type QueueCase, untilEmpty } from "./queue-case.ts";

/** The client with a ledger: the handler reports each card. */
export function withLedger(
  name: string,
  open: () => Promise<OrderLedger>,
  options: Pick<QueueCase, "isPostgres"> = {},
): QueueCase {
  return {
    name,
    ...options,
    async prepare({ broker, concurrency, messages }) {
      const ledger = await open();
      const connectionString = (queue: string) => `${broker.connectionString};EntityPath=${queue}`;
      const timed = new TimedLedger(ledger);
      const countdown = new Countdown(messages);
      const client = new ProductionPartnerClient({
        inbound: { connectionString: connectionString("in") },
        outbound: { connectionString: connectionString("out") },
        ledger: timed.ledger,
        concurrency,
      });
      client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async ({ payload: { card } }) => {
        await client.reportCardProduced({ cardId: card.cardId, reportData: {} });
        countdown.one();
      });
      return {
        async run(latencies) {
          timed.latencies = latencies;
          await client.start();
          await countdown.done;
          await untilEmpty(broker);
        },
        async close() {
          await client.close();
          await ledger.close();
        },
      };
    },
  };
}

/** Times each message from when the ledger is asked to receive it until it has finished with it. */
class TimedLedger {
  readonly ledger: OrderLedger;
  latencies: number[] = [];
  readonly #arrived = new Map<string, number>();

  constructor(ledger: OrderLedger) {
    const receive: OrderLedger["receive"] = (message, options) => {
      this.#arrived.set(message.messageId, performance.now());
      return ledger.receive(message, options);
    };
    const finish: OrderLedger["finish"] = async (message, options) => {
      const finished = await ledger.finish(message, options);
      this.latencies.push(performance.now() - (this.#arrived.get(message.messageId) ?? 0));
      this.#arrived.delete(message.messageId);
      return finished;
    };
    const timed: Partial<OrderLedger> = { receive, finish };
    this.ledger = new Proxy(ledger, {
      get(target, name) {
        const value = timed[name as keyof OrderLedger] ?? Reflect.get(target, name, target);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  }
}
