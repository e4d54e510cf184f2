import { bulkStatement } from "../../../database/bulk-statement.ts";

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
  /** The worker that sends it at once, if nothing has to be sent before it. */
  readonly taken_by: string | null;
  /** 1 when a row before it in the same list has the same key. */
  readonly is_later: number;
}

/**
 * Stages messages. One that is not behind another of its key is taken by its worker in the same statement, which saves an
 * update of each; `waits` tells the others.
 */
export const insertMessages: ReturnType<typeof bulkStatement<NewMessage>> = bulkStatement<NewMessage>(
  {
    message_id: "text",
    correlation_id: "text",
    type: "text",
    order_key: "text",
    body: "text",
    content_digest: "text",
    staged_at: "bigint",
    traceparent: "text",
    tracestate: "text",
    taken_by: "text",
    is_later: "integer",
  },
  ({ rows }) => `
    insert into cardwright_outbox (message_id, correlation_id, type, order_key, body, content_digest, staged_at,
      traceparent, tracestate, not_before, waits, tries, first_tried_at, leased_by)
    select message_id, correlation_id, type, order_key, body, content_digest, staged_at, traceparent, tracestate, 0, waits,
      case when waits = 0 and taken_by is not null then 1 else 0 end,
      case when waits = 0 and taken_by is not null then staged_at end,
      case when waits = 0 then taken_by end
    from (
      select fresh.*, case when is_later = 1 or exists (
        select 1 from cardwright_outbox as earlier where earlier.order_key = fresh.order_key and earlier.sent_at is null
      ) then 1 else 0 end as waits
      from (${rows}) as fresh
    ) as placed where true
    returning message_id, waits`,
);
