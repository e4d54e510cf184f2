import { sql } from "kysely";
import { bulkStatement } from "../../../database/bulk-statement.ts";
import type { SqlStatement } from "../../../database/sql-steps.ts";
import { statement } from "../../../database/statement.ts";
import type { Ids, LedgerTarget } from "./context.ts";

/** A row of the outbox to write, without what the database works out. */
export interface NewMessage {
  readonly message_id: string;
  readonly correlation_id: string | null;
  readonly type: string;
  readonly order_key: string;
  readonly body: string;
  readonly content_digest: string | null;
  readonly staged_at: number;
  readonly traceparent: string | null;
  readonly tracestate: string | null;
  readonly not_before: number;
  /** 1 for a message that its worker sends at once, as if it had taken it afterwards: that saves an update of each. */
  readonly tries: number;
  readonly first_tried_at: number | null;
  readonly leased_by: string | null;
  /** 1 when a row before it in the same list has the same key. */
  readonly is_later: number;
}

const columns = {
  message_id: "text",
  correlation_id: "text",
  type: "text",
  order_key: "text",
  body: "text",
  content_digest: "text",
  staged_at: "bigint",
  traceparent: "text",
  tracestate: "text",
  not_before: "bigint",
  tries: "integer",
  first_tried_at: "bigint",
  leased_by: "text",
} as const;

/** Stages messages. Which of them wait for others to be sent before them, {@link waitingOf} tells. */
export const insertMessages: ReturnType<typeof bulkStatement<NewMessage>> = bulkStatement<NewMessage>(
  { ...columns, is_later: "integer" },
  ({ given, insert }) => {
    const names = Object.keys(columns) as (keyof typeof columns)[];
    const waits = `case when ${given.is_later} = 1 or exists (
      select 1 from cardwright_outbox as earlier where earlier.order_key = ${given.order_key} and earlier.sent_at is null
    ) then 1 else 0 end`;
    return `insert into cardwright_outbox (${names.join(", ")}, waits)
      ${insert([...names.map((name) => given[name]), waits])}`;
  },
);

/** Finds the messages that wait for others; with some of these keys. */
export const waitingOf: (target: LedgerTarget, values: { readonly keys: readonly string[] }) => SqlStatement =
  statement(["keys"], ({ db, dialect }: LedgerTarget, { keys }: { readonly keys: readonly string[] }) =>
    db
      .selectFrom("cardwright_outbox")
      .select("message_id")
      .where("sent_at", "is", null)
      .where("waits", "=", sql.lit(1))
      .where(dialect.isOneOf("order_key", keys)),
  );

/** Leaves messages to whoever looks for them when nothing has to be sent before them any more. */
export const giveBackLeases: (target: LedgerTarget, values: Ids) => SqlStatement = statement(
  ["ids"],
  ({ db, dialect }: LedgerTarget, { ids }: Ids) =>
    db
      .updateTable("cardwright_outbox")
      .set({ tries: 0, first_tried_at: null, leased_by: null })
      .where(dialect.isOneOf("message_id", ids)),
);
