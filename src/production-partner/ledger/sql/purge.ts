import type { SqlDatabase } from "../../../database/sql-database.ts";
import { query, type SqlSteps } from "../../../database/sql-steps.ts";
import { isOneOf } from "../../../database/statement.ts";
import type { CardState } from "../../orders/index.ts";
import { wrongOption } from "../ledger-options.ts";
import type { OrderRecords } from "../order-records.ts";
import type { LedgerContext } from "./context.ts";

/** States that a card does not leave. */
const endStates: readonly CardState[] = ["shipped", "rejected"];
/** States that a card leaves sooner or later. */
const openStates: readonly CardState[] = ["requested", "reported", "report-refused", "acknowledged", "announced"];

/** Where {@link purgeSome} goes on. */
interface PurgePlace {
  readonly since: number;
  readonly cardId: string;
}

const rowsAtOnce = 1_000;

/** Which cards' personal data is to be erased. */
export type PurgeOptions = Parameters<OrderRecords["purge"]>[0];

export async function purge(
  database: SqlDatabase,
  context: LedgerContext,
  { olderThan, includeOpen = false }: PurgeOptions,
): Promise<{ readonly cards: number }> {
  // What was not erased would be taken for erased.
  if (!(olderThan instanceof Date) || Number.isNaN(olderThan.getTime())) {
    throw wrongOption("olderThan", "Give a Date: new Date(Date.now() - 90 * 86_400_000).");
  }
  let cards = 0;
  for (const state of includeOpen ? [...endStates, ...openStates] : endStates) {
    for (let place: PurgePlace | undefined = { since: 0, cardId: "" }; place !== undefined; ) {
      const from: PurgePlace = place;
      const purged = await database.write(() => purgeSome(context, state, olderThan.getTime(), from));
      cards += purged.erased;
      place = purged.next;
    }
  }
  while (await database.write(() => forgetContent(context, olderThan.getTime())));
  return { cards };
}

/** Erases the digests of some reports; false when none is left. */
function* forgetContent({ db }: LedgerContext, olderThan: number): SqlSteps<boolean> {
  const forgotten = yield* query(
    db
      .updateTable("cardwright_outbox")
      .set({ content_digest: null })
      .where("position", "in", (eb) =>
        eb
          .selectFrom("cardwright_outbox")
          .select("position")
          .where("content_digest", "is not", null)
          .where("staged_at", "<", olderThan)
          .orderBy("position")
          .limit(rowsAtOnce),
      )
      .returning("position")
      .compile(),
  );
  return forgotten.length > 0;
}

/** Erases the personal data of some cards of one state: a transaction short enough for others to wait for. */
function* purgeSome(
  { db, dialect }: LedgerContext,
  state: CardState,
  olderThan: number,
  from: PurgePlace,
): SqlSteps<{ readonly erased: number; readonly next: PurgePlace | undefined }> {
  const cards = yield* query(
    db
      .selectFrom("cardwright_card")
      .select(["card_id", "state_since"])
      .where("state", "=", state)
      .where("state_since", "<", olderThan)
      .where((eb) => eb(eb.refTuple("state_since", "card_id"), ">", eb.tuple(from.since, from.cardId)))
      .orderBy("state_since")
      .orderBy("card_id")
      .limit(rowsAtOnce)
      .compile(),
  );
  const ids = cards.map((row) => row.card_id);
  const erased = yield* query(
    db
      .deleteFrom("cardwright_personal_data")
      .where(isOneOf(dialect, "card_id", ids))
      .returning("card_id")
      .compile(),
  );
  const last = cards.at(-1);
  return {
    erased: erased.length,
    next: last === undefined ? undefined : { since: Number(last.state_since), cardId: last.card_id },
  };
}
