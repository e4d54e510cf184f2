import { ServiceBusClient, type ServiceBusMessage, type ServiceBusSender } from "@azure/service-bus";
import pg from "pg";
import { Countdown, type QueueCase, untilEmpty } from "./queue-case.ts";
import { type RequestBody, reportOn } from "./report.ts";

const tables = `
  CREATE TABLE inbox (message_id text PRIMARY KEY, received_at timestamptz NOT NULL DEFAULT now());
  CREATE TABLE card (card_id text PRIMARY KEY, shipment_id text NOT NULL, organisation_id text NOT NULL,
    state text NOT NULL, request jsonb NOT NULL);
  CREATE TABLE outbox (id bigserial PRIMARY KEY, message jsonb NOT NULL, sent_at timestamptz);
  CREATE INDEX ON outbox (id) WHERE sent_at IS NULL;`;

/**
 * What a careful engineer writes by hand: the bare Azure client, `pg`, an inbox and an outbox, one transaction for each
 * message, and a relay that sends what the transactions have left. No order rules, no history, no retries.
 */
export function carefulEngineer(newDatabase: () => Promise<string>): QueueCase {
  return {
    name: "careful engineer (PostgreSQL)",
    isPostgres: true,
    async prepare({ broker, concurrency, messages }) {
      const pool = new pg.Pool({ connectionString: await newDatabase() });
      await pool.query(tables);
      const client = new ServiceBusClient(broker.connectionString);
      const receiver = client.createReceiver("in");
      const countdown = new Countdown(2 * messages);
      const stopping = new AbortController();
      const relaying = relay(pool, client.createSender("out"), countdown, stopping.signal);
      return {
        async run(latencies) {
          receiver.subscribe(
            {
              async processMessage(message) {
                const arrivedMs = performance.now();
                await record(pool, message.messageId as string, message.body as RequestBody, reportOn(message));
                await receiver.completeMessage(message);
                latencies.push(performance.now() - arrivedMs);
                countdown.one();
              },
              async processError() {},
            },
            { maxConcurrentCalls: concurrency, autoCompleteMessages: false },
          );
          await countdown.done;
          await untilEmpty(broker);
        },
        async close() {
          stopping.abort();
          await relaying;
          await client.close();
          await pool.end();
        },
      };
    },
  };
}

async function record(pool: pg.Pool, messageId: string, request: RequestBody, report: ServiceBusMessage) {
  const connection = await pool.connect();
  try {
    await connection.query("BEGIN");
    const { rowCount } = await connection.query("INSERT INTO inbox (message_id) VALUES ($1) ON CONFLICT DO NOTHING", [
      messageId,
    ]);
    if (rowCount === 1) {
      await connection.query("INSERT INTO card VALUES ($1, $2, $3, 'reported', $4)", [
        request.card.cardId,
        request.shipmentId,
        request.organisationId,
        JSON.stringify(request),
      ]);
      await connection.query("INSERT INTO outbox (message) VALUES ($1)", [JSON.stringify(report)]);
    }
    await connection.query("COMMIT");
  } catch (error) {
    await connection.query("ROLLBACK");
    throw error;
  } finally {
    connection.release();
  }
}

async function relay(pool: pg.Pool, sender: ServiceBusSender, countdown: Countdown, signal: AbortSignal) {
  while (!signal.aborted) {
    const connection = await pool.connect();
    await connection.query("BEGIN");
    const { rows } = await connection.query<{ id: string; message: ServiceBusMessage }>(
      "SELECT id, message FROM outbox WHERE sent_at IS NULL ORDER BY id LIMIT 100 FOR UPDATE SKIP LOCKED",
    );
    if (rows.length > 0) {
      await sender.sendMessages(rows.map(({ message }) => message));
      await connection.query("UPDATE outbox SET sent_at = now() WHERE id = ANY($1)", [rows.map(({ id }) => id)]);
    }
    await connection.query("COMMIT");
    connection.release();
    for (const _ of rows) countdown.one();
    if (rows.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
