import { UsageError } from "../../errors/usage-error.ts";
import type { Page, PageOptions } from "./page.ts";

const maxPageSize = 1_000;

/** Returns the size of a page. Ask for one row more: it shows whether there is a next page. */
export function limitOf({ limit = 100 }: PageOptions): number {
  if (Number.isInteger(limit) && limit >= 1 && limit <= maxPageSize) return limit;
  throw new UsageError(`Invalid page limit: ${limit}`, {
    code: "PAGE_LIMIT",
    help: `Set limit to an integer from 1 to ${maxPageSize}.`,
  });
}

/** Reads the cursor of the previous page: a text or a number for each of these columns. */
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
    // Reported below.
  }
  throw new UsageError("Invalid page cursor", {
    code: "PAGE_CURSOR",
    help: "Pass `next` of the previous page of the same list as `after`.",
  });
}

/** Makes a page of rows, of which one more than the page holds may have been read. */
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
