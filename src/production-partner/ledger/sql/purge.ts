import type { SqlDatabase } from "../../../database/sql-database.ts";
import { query, type SqlSteps } from "../../../database/sql-steps.ts";
import { type CardState, cardStates } from "../../orders/index.ts";
import { invalidOption } from "../ledger-options.ts";
import type { OrderRecords } from "../order-records.ts";
import type { LedgerContext } from "./context.ts";
import { eraseTooOld } from "./quarantine.ts";

// Transactions are generators of statements: see SqlSteps in database/sql-steps.ts.

// The table has an entry for each state, and no other.
const allStates = Object.keys(cardStates) as CardState[];
const endStates = allStates.filter((state) => cardStates[state].isEnd);

/** Where the next {@link purgeSome} continues. */
interface PurgePlace {
  readonly since: number;
  readonly cardId: string;
}

const maxRowsAtOnce = 1_000;

/** Which cards' personal data is to be erased. */
export type PurgeOptions = Parameters<OrderRecords["purge"]>[0];

/** Erases personal data, in transactions short enough for others to wait for. */
export async function purge(
  database: SqlDatabase,
  context: LedgerContext,
  { olderThan, includeOpen = false }: PurgeOptions,
): Promise<{ readonly cards: number; readonly quarantined: number }> {
  // A wrong date would erase nothing, and look as if it had.
  if (!(olderThan instanceof Date) || Number.isNaN(olderThan.getTime())) {
    throw invalidOption("olderThan", "Set it to a valid Date, such as new Date(Date.now() - 90 * 86_400_000).");
  }
  let cards = 0;
  for (const state of includeOpen ? allStates : endStates) {
    for (let place: PurgePlace | undefined = { since: 0, cardId: "" }; place !== undefined; ) {
      const from: PurgePlace = place;
      const purged = await database.write(() => purgeSome(context, state, olderThan.getTime(), from));
      cards += purged.erased;
      place = purged.next;
    }
  }
  while (await database.write(() => forgetContent(context, olderThan.getTime())));
  const quarantined = await database.write(() => purgeQuarantine(context, olderThan.getTime(), includeOpen));
  return { cards, quarantined };
}

/** Erases what the quarantine need not keep. It is small, so one transaction is short enough. */
function* purgeQuarantine(context: LedgerContext, olderThan: number, includeKept: boolean): SqlSteps<number> {
  const { db } = context;
  yield* eraseTooOld(context);
  const erased = yield* query(
    db
      .deleteFrom("cardwright_quarantine")
      .where("state", "!=", "kept")
      .where("state_since", "<", olderThan)
      .returning("position")
      .compile(),
  );
  if (!includeKept) return erased.length;
  const emptied = yield* query(
    db
      .updateTable("cardwright_quarantine")
      .set({ body: null, replay_requested_at: null })
      .where("body", "is not", null)
      .where("received_at", "<", olderThan)
      .returning("position")
      .compile(),
  );
  return erased.length + emptied.length;
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
          .limit(maxRowsAtOnce),
      )
      .returning("position")
      .compile(),
  );
  return forgotten.length > 0;
}

/** Erases the personal data of some cards of one state. */
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
      .limit(maxRowsAtOnce)
      .compile(),
  );
  const ids = cards.map((row) => row.card_id);
  const erased = yield* query(
    db.deleteFrom("cardwright_personal_data").where(dialect.isOneOf("card_id", ids)).returning("card_id").compile(),
  );
  const last = cards.at(-1);
  return {
    erased: erased.length,
    next: last === undefined ? undefined : { since: Number(last.state_since), cardId: last.card_id },
  };
}
