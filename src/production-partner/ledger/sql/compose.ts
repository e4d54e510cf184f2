import { bulkStatement } from "../../../database/bulk-statement.ts";
import { queryAll, type SqlStatement, type SqlSteps } from "../../../database/sql-steps.ts";
import { statement } from "../../../database/statement.ts";
import { digestOf } from "../decide-drafts.ts";
import { entriesOf } from "../order-book.ts";
import type { KnownOrders } from "../order-ledger.ts";
import { isText } from "../stored-text.ts";
import type { CallInGroup } from "./call-in-group.ts";
import type { Ids, LedgerContext, LedgerTarget } from "./context.ts";

// Transactions are generators of statements: see SqlSteps in database/sql-steps.ts.

const ordersOf = statement(["ids"], ({ db, dialect }: LedgerTarget, { ids }: Ids) =>
  db
    .selectFrom("cardwright_card")
    .select(["card_id", "shipment_id", "organisation_id"])
    .where(dialect.isOneOf("card_id", ids)),
);

const stagedOf = statement(["ids"], ({ db, dialect }: LedgerTarget, { ids }: Ids) =>
  db.selectFrom("cardwright_outbox").select("message_id").where(dialect.isOneOf("message_id", ids)),
);

/** The organisation of each shipment that has a card. */
export const organisationsOf: ReturnType<typeof bulkStatement<{ readonly shipment_id: string }>> = bulkStatement<{
  readonly shipment_id: string;
}>(
  { shipment_id: "text" },
  ({ query }) => `
    select wanted.shipment_id, (
      select organisation_id from cardwright_card where shipment_id = wanted.shipment_id order by card_id limit 1
    ) as organisation_id from (${query}) as wanted`,
);

interface OrderRow {
  readonly card_id: string;
  readonly shipment_id: string;
  readonly organisation_id: string;
}

/** Makes the messages of the drafts, and finds out which messages were staged before. */
export function* composeDrafts(context: LedgerContext, calls: readonly CallInGroup[]): SqlSteps<void> {
  const known = yield* loadKnown(context, calls);
  const staged = new Set<string>();
  for (const each of calls) {
    if (!each.isOpen || each.call.kind !== "stage") continue;
    try {
      each.messages = each.call.draft.compose(known(each.call.draft));
    } catch (error) {
      each.settle({ kind: "failed", error });
    }
  }
  // For messages with a digest, the rules find the existing one.
  const plain = calls
    .filter((each) => each.isOpen)
    .flatMap(({ messages }) => messages.filter((message) => digestOf(message) === undefined))
    .map(({ messageId }) => messageId);
  if (plain.length > 0) {
    const [rows = []] = yield* queryAll([stagedOf(context, { ids: plain })]);
    for (const row of rows as readonly { readonly message_id: string }[]) staged.add(row.message_id);
  }
  for (const each of calls) {
    if (each.isOpen) each.fresh = each.messages.filter(({ messageId }) => !staged.has(messageId));
  }
}

type Asked = Pick<Extract<CallInGroup["call"], { kind: "stage" }>["draft"], "cardIds" | "shipmentIds">;

function* loadKnown(context: LedgerContext, calls: readonly CallInGroup[]): SqlSteps<(asked: Asked) => KnownOrders> {
  const drafts = calls.flatMap(({ call, isOpen }) => (isOpen && call.kind === "stage" ? [call.draft] : []));
  // The application may report any text.
  const cardIds = [...new Set(drafts.flatMap((draft) => draft.cardIds))].filter(isText);
  const shipmentIds = [...new Set(drafts.flatMap((draft) => draft.shipmentIds))].filter(isText);
  const questions: SqlStatement[] = [];
  if (cardIds.length > 0) questions.push(ordersOf(context, { ids: cardIds }));
  if (shipmentIds.length > 0) {
    questions.push(
      organisationsOf(
        context,
        shipmentIds.map((id) => ({ shipment_id: id })),
      ),
    );
  }
  const cards = new Map<string, { readonly shipmentId: string; readonly organisationId: string }>();
  const shipments = new Map<string, { readonly organisationId: string }>();
  for (const row of (yield* queryAll(questions)).flat() as readonly Partial<OrderRow>[]) {
    const { card_id: cardId, shipment_id: shipmentId = "", organisation_id: organisationId } = row;
    // A shipment without cards has none.
    if (typeof organisationId !== "string") continue;
    if (cardId === undefined) shipments.set(shipmentId, { organisationId });
    else cards.set(cardId, { shipmentId, organisationId });
  }
  return (asked) => ({ cards: entriesOf(cards, asked.cardIds), shipments: entriesOf(shipments, asked.shipmentIds) });
}
