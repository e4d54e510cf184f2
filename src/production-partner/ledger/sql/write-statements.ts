import type { Insertable } from "kysely";
import { bulkStatement } from "../../../database/bulk-statement.ts";
import type { SqlStatement } from "../../../database/sql-steps.ts";
import { statement } from "../../../database/statement.ts";
import type { LedgerTables } from "../schema/tables.ts";
import type { Ids, LedgerContext, LedgerTarget } from "./context.ts";
import type { NewAccessoryRow, NewCardRow, NewNoticeRow } from "./rows.ts";

// The statements that write the rows of any number of transactions at once.

/** A row of the history. */
export type EventRow = Required<Omit<Insertable<LedgerTables["cardwright_event"]>, "position">>;

/** What changes on a card's way from its request to its shipment. */
type CardProgressRow = Pick<
  NewCardRow,
  "card_id" | "state" | "state_since" | "is_undecided" | "shipped_id" | "error_code"
>;

type BulkWrite<Row> = (context: LedgerContext, rows: readonly Row[]) => SqlStatement;

const cardColumns = {
  card_id: "text",
  shipment_id: "text",
  organisation_id: "text",
  state: "text",
  state_since: "bigint",
  requested_at: "bigint",
  request_id: "text",
  expected_fields: "text",
  accessories: "text",
  is_undecided: "integer",
  report_id: "text",
  shipped_id: "text",
  error_code: "text",
} as const;

// A card that another shipment's request took in the meantime makes it fail, and the transaction is repeated; an upsert
// would overwrite it.
export const insertCards: BulkWrite<NewCardRow> = bulkStatement<NewCardRow>(
  cardColumns,
  ({ columns, values }) => `insert into cardwright_card (${columns}) ${values}`,
);

// A card whose request was rejected may be ordered again.
export const reorderCards: BulkWrite<NewCardRow> = bulkStatement<NewCardRow>(
  cardColumns,
  ({ given, from }) => `
    update cardwright_card set shipment_id = ${given.shipment_id}, organisation_id = ${given.organisation_id},
      state = ${given.state}, state_since = ${given.state_since}, requested_at = ${given.requested_at},
      request_id = ${given.request_id}, expected_fields = ${given.expected_fields}, accessories = ${given.accessories},
      is_undecided = ${given.is_undecided}, report_id = ${given.report_id}, shipped_id = ${given.shipped_id},
      error_code = ${given.error_code}
    ${from} where cardwright_card.card_id = ${given.card_id}`,
);

const ownColumns = {
  card_id: "text",
  state: "text",
  state_since: "bigint",
  is_undecided: "integer",
  shipped_id: "text",
  error_code: "text",
} as const;

const setOwn = (given: { readonly [column in keyof CardProgressRow]: string }) =>
  `state = ${given.state}, is_undecided = ${given.is_undecided}, shipped_id = ${given.shipped_id},
      error_code = ${given.error_code}, state_since = case when cardwright_card.state = ${given.state}
        then cardwright_card.state_since else ${given.state_since} end`;

// Columns that stay as they are stay out of it: each that is written costs the indexes it is in.
export const updateCards: BulkWrite<CardProgressRow> = bulkStatement<CardProgressRow>(
  ownColumns,
  ({ given, from }) =>
    `update cardwright_card set ${setOwn(given)} ${from} where cardwright_card.card_id = ${given.card_id}`,
);

export const reportCards: BulkWrite<CardProgressRow & Pick<NewCardRow, "report_id">> = bulkStatement<
  CardProgressRow & Pick<NewCardRow, "report_id">
>(
  { ...ownColumns, report_id: "text" },
  ({ given, from }) => `
    update cardwright_card set ${setOwn(given)}, report_id = ${given.report_id}
    ${from} where cardwright_card.card_id = ${given.card_id}`,
);

export const putAccessories: BulkWrite<NewAccessoryRow> = bulkStatement<NewAccessoryRow>(
  { shipment_id: "text", accessory_id: "text", article_id: "text", ordered: "integer", announced: "integer" },
  ({ columns, values }) => `
    insert into cardwright_accessory (${columns}) ${values} on conflict (shipment_id, accessory_id) do update set
      article_id = excluded.article_id, ordered = excluded.ordered, announced = excluded.announced`,
);

export const putNotices: BulkWrite<NewNoticeRow> = bulkStatement<NewNoticeRow>(
  {
    message_id: "text",
    shipment_id: "text",
    state: "text",
    state_since: "bigint",
    card_ids: "text",
    accessories: "text",
    error_code: "text",
  },
  ({ columns, values }) => `
    insert into cardwright_notice (${columns}) ${values} on conflict (message_id) do update set
      state = excluded.state, state_since = excluded.state_since, error_code = excluded.error_code`,
);

export const putPersonalData: BulkWrite<{ card_id: string; data: string }> = bulkStatement(
  { card_id: "text", data: "text" },
  ({ columns, values }) =>
    `insert into cardwright_personal_data (${columns}) ${values} on conflict (card_id) do update set data = excluded.data`,
);

export const insertEvents: BulkWrite<EventRow> = bulkStatement<EventRow>(
  {
    at: "bigint",
    direction: "text",
    type: "text",
    message_id: "text",
    card_id: "text",
    shipment_id: "text",
    state: "text",
    reason: "text",
  },
  ({ columns, values }) => `insert into cardwright_event (${columns}) ${values}`,
);

interface InboxRow {
  readonly message_id: string;
  readonly received_at: number;
  readonly claimed_by: string;
}

const inboxColumns = { message_id: "text", received_at: "bigint", claimed_by: "text" } as const;
const intoInbox = (parts: {
  readonly columns: string;
  readonly values: string;
  returning(column: "message_id"): string;
}) => `
  insert into cardwright_inbox (${parts.columns}) ${parts.values}
  on conflict (message_id) do nothing ${parts.returning("message_id")}`;

/** Enters messages into the inbox and claims them; returns those that were not there. */
export const enterInbox: BulkWrite<InboxRow> = bulkStatement(inboxColumns, intoInbox);

/** The same with the traces in which they are handled. */
export const enterInboxTraced: BulkWrite<
  InboxRow & { readonly traceparent: string | null; readonly tracestate: string | null }
> = bulkStatement({ ...inboxColumns, traceparent: "text", tracestate: "text" }, intoInbox);

const removeById = statement(["ids"], ({ db, dialect }: LedgerTarget, { ids }: Ids) =>
  db.deleteFrom("cardwright_inbox").where(dialect.isOneOf("message_id", ids)),
);

/** Takes messages out of the inbox again. */
export const removeEntries: BulkWrite<string> = (context, ids) => removeById(context, { ids });

/** Records that the application has finished with messages. */
export const putHandled: (target: LedgerTarget, values: Ids & { readonly now: number }) => SqlStatement = statement(
  ["ids", "now"],
  ({ db, dialect }: LedgerTarget, { ids, now }: Ids & { readonly now: number }) =>
    db
      .updateTable("cardwright_inbox")
      .set({ handled_at: now, claimed_by: null })
      .where(dialect.isOneOf("message_id", ids)),
);
