import { CardwrightError } from "../../../errors/cardwright-error.ts";
import type { Page, PageOptions } from "../order-records.ts";

const mostOnPage = 1_000;

/** How many rows to ask for: one more than the page holds tells whether there is a next page. */
export function limitOf({ limit = 100 }: PageOptions): number {
  if (Number.isInteger(limit) && limit >= 1 && limit <= mostOnPage) return limit;
  throw new CardwrightError("The limit of a page cannot work", {
    code: "PAGE_LIMIT",
    help: `Set it to a whole number from 1 to ${mostOnPage}.`,
  });
}

/** Reads where the page before ended: a text or a number for each of these columns. */
export function cursorOf(
  { after }: PageOptions,
  ...columns: readonly ("text" | "number")[]
): readonly string[] | undefined {
  if (after === undefined) return undefined;
  try {
    const parts: unknown = JSON.parse(Buffer.from(after, "base64url").toString("utf8"));
    const fits = (part: unknown, index: number) =>
      typeof part === "string" && (columns[index] === "text" || /^\d{1,15}$/.test(part));
    if (Array.isArray(parts) && parts.length === columns.length && parts.every(fits)) return parts;
  } catch {
    // Told below.
  }
  throw new CardwrightError("That is not where a page ended", {
    code: "PAGE_CURSOR",
    help: "Give `next` of the page before, of the same list.",
  });
}

/** Makes a page of rows, one more of which may have been read than the page holds. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  item: (row: Row) => Item,
  cursor: (row: Row) => readonly (string | number)[],
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const items = shown.map(item);
  if (rows.length <= limit || last === undefined) return { items };
  return { items, next: Buffer.from(JSON.stringify(cursor(last).map(String))).toString("base64url") };
}
